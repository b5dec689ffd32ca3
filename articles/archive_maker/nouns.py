"""What made stories are about: sections, sources, tags, people, films with credits, a few pictures."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from html import escape
from random import Random
from typing import Any

from django.conf import settings
from django.contrib.auth.models import User
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import models, transaction
from PIL import Image, ImageOps

from articles.archive_maker.vocabulary import Prose, capital, name, surname
from articles.desk import renditions
from articles.models import Credit, Photo, Role, Section, Source, Tag, TagSynonym, Visual
from people import names
from people.models import Alias, Person

SAMPLE = "Sample: made up for a benchmark. Nobody of this name is meant."
# Rows a statement and a transaction: an editor at the same database waits for one at most.
CHUNK = 500
_SECTIONS = ("News", "Interviews", "Film & visuals", "Reviews", "Features", "Live")
_ROLES = ("Rapper", "Singer", "Producer", "Director", "Drummer", "Songwriter", "Guitarist", "Photographer")
_OUTLETS = ("Gazette", "Hour", "Review", "Weekly", "Radio", "Standard")
_CREDITS = (
    Role.DIRECTOR,
    Role.PERFORMER,
    Role.ACTOR,
    Role.SONG_PRODUCER,
    Role.CINEMATOGRAPHER,
    Role.EDITOR,
    Role.COSTUME,
)
_COLOURS = ("#1d2b53", "#ff7a4d")
_PICTURES = 24


@dataclass(frozen=True)
class Speaker:
    """A person as stories name them: `printed` are the forms of the name that texts use, the name itself first."""

    pk: int
    html: str
    printed: tuple[str, ...]


@dataclass(frozen=True)
class Nouns:
    """All that stories choose from; tags, people and films in the order of how often they come."""

    desk: list[User]
    sections: list[Section]
    sources: list[Source]
    photos: list[Photo]
    tags: list[Tag]
    writers: list[Speaker]
    people: list[Speaker]
    visuals: list[Visual]


def sizes(stories: int) -> dict[str, int]:
    """How many of each noun so many stories have."""
    return {
        "tags": min(20_000, max(200, stories // 50)),
        "people": min(30_000, max(200, stories // 30)),
        "writers": min(60, max(8, stories // 500)),
        "visuals": min(3_000, max(40, stories // 60)),
        "sources": min(2_000, max(20, stories // 100)),
    }


def make_nouns(rng: Random, prose: Prose, *, stories: int, since: datetime) -> Nouns:
    """Stores the nouns, made at `since`, before the first story."""
    wanted = sizes(stories)
    pictures = _photos(since)
    writers = _people(rng, prose, wanted["writers"], since, role="Writer")
    people = _people(rng, prose, wanted["people"], since)
    return Nouns(
        desk=_desk(since),
        sections=_sections(),
        sources=_sources(rng, prose, wanted["sources"], since.date()),
        photos=pictures,
        tags=_tags(rng, prose, wanted["tags"]),
        writers=writers,
        people=people,
        visuals=_visuals(rng, prose, wanted["visuals"], people=people, posters=pictures, since=since),
    )


def _store(model: type[models.Model], rows: Sequence[Any]) -> None:
    for start in range(0, len(rows), CHUNK):
        with transaction.atomic():
            model._default_manager.bulk_create(rows[start : start + CHUNK])


def _backdate(model: type[models.Model], rows: Sequence[Any], since: datetime, *columns: str) -> None:
    """Rows say by the clock when they were made; a noun that looks newer than its stories would look edited since."""
    for start in range(0, len(rows), CHUNK):
        pks = [row.pk for row in rows[start : start + CHUNK]]
        model._default_manager.filter(pk__in=pks).update(**dict.fromkeys(columns, since))


def _desk(since: datetime) -> list[User]:
    """Members of staff who made and published it all; nobody can log in as one of them."""
    rows = []
    for number in range(1, 7):
        user, _ = User.objects.get_or_create(
            username=f"sample-desk-{number}",
            defaults={"password": "!", "is_active": False, "is_staff": True, "date_joined": since},
        )
        rows.append(user)
    return rows


def _sections() -> list[Section]:
    if not Section.objects.exists():
        Section.objects.bulk_create(
            Section(name=line, slug=names.ascii_slug(line.replace("&", "and"), fallback="s"), position=place)
            for place, line in enumerate(_SECTIONS, start=1)
        )
    return list(Section.objects.all())


def _sources(rng: Random, prose: Prose, count: int, since: date) -> list[Source]:
    kinds = [Source.Kind.INTERVIEW] * 6 + [kind for kind in Source.Kind if kind != Source.Kind.INTERVIEW]
    rows = [
        Source(
            outlet=f"The {surname(rng)} {rng.choice(_OUTLETS)}",
            kind=rng.choice(kinds),
            title=prose.sentence(5) if number % 3 else "",
            said_on=since + timedelta(days=rng.randrange(3_650)),
        )
        for number in range(count)
    ]
    _store(Source, rows)
    return rows


def _tags(rng: Random, prose: Prose, count: int) -> list[Tag]:
    """The first is the one that every outlet has: on nearly half of its stories."""
    keys = {*Tag.objects.values_list("strict_key", flat=True), *TagSynonym.objects.values_list("strict_key", flat=True)}
    slugs = set(Tag.objects.values_list("slug", flat=True))
    rows = []
    for subject in _fresh(lambda: prose.sentence(rng.choice((1, 2, 2, 3))), keys, count, names.strict_key):
        slug = _free(names.ascii_slug(subject, fallback="tag"), slugs)
        rows.append(
            Tag(name=subject, slug=slug, strict_key=names.strict_key(subject), loose_key=names.loose_key(subject))
        )
    _store(Tag, rows)
    return rows


def _fresh(make: Callable[[], str], taken: set[str], count: int, key: Callable[[str], str]) -> Iterator[str]:
    """So many names whose keys are not taken."""
    while count:
        made = make()
        if key(made) not in taken:
            taken.add(key(made))
            count -= 1
            yield made


def _free(wanted: str, taken: set[str]) -> str:
    slug, number = wanted, 1
    while slug in taken:
        number += 1
        slug = f"{wanted}-{number}"
    taken.add(slug)
    return slug


def _people(rng: Random, prose: Prose, count: int, since: datetime, *, role: str = "") -> list[Speaker]:
    slugs = set(Person.objects.values_list("slug", flat=True))
    # A name that is also an ordinary word would be found where nobody is meant.
    taken = {*Person.objects.values_list("strict_key", flat=True), *prose.words}
    rows = []
    for made in _fresh(lambda: name(rng), taken, count, names.strict_key):
        is_group = made.startswith("The ") or "&" in made
        person = Person(
            name=made,
            slug=_free(names.ascii_slug(made, fallback="person"), slugs),
            kind=Person.Kind.GROUP if is_group else Person.Kind.PERSON,
            role=role or ("Band" if is_group else rng.choice(_ROLES)),
            bio=SAMPLE,
        )
        person.clean()  # derives the keys, as saving would
        rows.append(person)
    _store(Person, rows)
    _backdate(Person, rows, since, "created_at", "updated_at")
    aliases = _aliases(rng, rows)
    return [Speaker(row.pk, escape(row.name), (row.name, *aliases.get(row.pk, ()))) for row in rows]


def _aliases(rng: Random, people: list[Person]) -> dict[int, tuple[str, ...]]:
    """Every third person goes by their last name too; it is returned by the person's id."""
    named = [(person, person.name.split()[-1]) for person in people if person.kind == Person.Kind.PERSON]
    short: dict[int, tuple[str, ...]] = {
        person.pk: (alias,) for person, alias in named if "," not in person.name and rng.random() < 1 / 3
    }
    rows = [
        Alias(person_id=pk, name=alias, strict_key=names.strict_key(alias), loose_key=names.loose_key(alias))
        for pk, printed in short.items()
        for alias in printed
    ]
    _store(Alias, rows)
    return short


def _photos(since: datetime) -> list[Photo]:
    """One drawn picture, which all rows share: what a page says of a picture is what takes its room."""
    image = ImageOps.colorize(Image.radial_gradient("L"), *_COLOURS).resize((1600, 1600))
    renditions = _renditions(image)
    width, address = renditions["1x1"]["jpeg"][0]
    original = address.removeprefix(settings.MEDIA_URL)
    facts = {"credit": "Picture: made by code", "licence": "CC0 1.0", "renditions": renditions}
    rows = [
        Photo(file=original, width=width, height=width, alt=f"Sample picture {number}: rings of colour", **facts)
        for number in range(1, _PICTURES + 1)
    ]
    _store(Photo, rows)
    _backdate(Photo, rows, since, "created_at")
    return rows


def _renditions(image: Image.Image) -> dict[str, Any]:
    """As the desk cuts them, but under names that are the same each time."""
    made = renditions.cut(image, 0.5, 0.5)
    return {
        crop: {
            kind: [[width, _kept(f"photos/sample-{crop}-{width}.{kind}", data)] for width, data in sizes]
            for kind, sizes in formats.items()
        }
        for crop, formats in made.items()
    }


def _kept(path: str, data: bytes) -> str:
    if not default_storage.exists(path):
        default_storage.save(path, ContentFile(data))
    return str(default_storage.url(path))


def _visuals(
    rng: Random, prose: Prose, count: int, *, people: list[Speaker], posters: list[Photo], since: datetime
) -> list[Visual]:
    slugs = set(Visual.objects.values_list("slug", flat=True))
    kinds = list(Visual.Kind)
    rows = []
    for number in range(count):
        title = capital(prose.run(rng.choice((1, 2, 3))))
        rows.append(
            Visual(
                title=title,
                slug=_free(names.ascii_slug(title, fallback="visual"), slugs),
                kind=rng.choice(kinds),
                song=title,
                release=prose.sentence(2),
                released=since.date() + timedelta(days=rng.randrange(3_650)),
                running_time=f"{rng.randrange(2, 40)}:{rng.randrange(60):02}",
                player_url=f"https://vimeo.com/{100_000_000 + number}" if number % 2 else "",
                poster=rng.choice(posters) if rng.random() < 0.8 else None,
                description=SAMPLE,
                strict_key=names.strict_key(title),
                loose_key=names.loose_key(title),
            )
        )
    _store(Visual, rows)
    _backdate(Visual, rows, since, "created_at", "updated_at")
    _store(Credit, [credit for visual in rows for credit in _credits(rng, visual, people)])
    return rows


def _credits(rng: Random, visual: Visual, people: list[Speaker]) -> list[Credit]:
    """Two to ten lines, some of them names without a page."""
    lines = []
    for place in range(rng.randrange(2, 11)):
        who: dict[str, Any] = {"person_id": rng.choice(people).pk} if rng.random() < 0.6 else {"name": name(rng)}
        lines.append(Credit(visual=visual, role=_CREDITS[place % len(_CREDITS)], position=place, **who))
    return lines
