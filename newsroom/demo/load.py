"""Loads the demo outlet from the files beside this one, through the same doors that editors use."""

from __future__ import annotations

import hmac
import tomllib
import uuid
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.auth.models import Group, User
from django.db import transaction
from django.utils import timezone

from articles.body.sanitise import dumps
from articles.body.tree import Element, inner, parse, serialise
from articles.desk import photos, roles
from articles.desk import renditions as rendering
from articles.desk.publishing import publish_as_of
from articles.desk.saving import BylineLine, save
from articles.models import Article, Credit, Photo, Section, Source, Tag, TagSynonym, Visual
from newsroom.demo.art import draw
from people import names
from people.models import Alias, Person, PersonLink

HERE = Path(__file__).resolve().parent
LOGINS = {"writer": roles.WRITER, "editor": roles.EDITOR, "managing": roles.MANAGING_EDITOR}
ART_SIZE = (1600, 1600)
_QUOTES = uuid.UUID("5d2ad2f4-95c3-4f0e-9f26-6d0f3f4f4c55")


class NotEmpty(Exception):
    """The database holds something that is not the demo outlet."""


@dataclass
class Outlet:
    """Everything made so far, by the key or name that the files use."""

    today: date
    photos: dict[str, Photo] = field(default_factory=dict)
    sources: dict[str, Source] = field(default_factory=dict)
    people: dict[str, Person] = field(default_factory=dict)
    visuals: dict[str, Visual] = field(default_factory=dict)
    articles: dict[str, Article] = field(default_factory=dict)


@dataclass(frozen=True)
class StoryFile:
    facts: dict[str, Any]
    html: str


def password_of(username: str) -> str:
    """The demo login's password: this checkout's own, the same each time, stored nowhere."""
    digest = hmac.new(settings.SECRET_KEY.encode(), username.encode(), "sha256").hexdigest()
    return f"{username}-{digest[:12]}"


def load(today: date | None = None) -> bool:
    """Fills an empty database; returns False where the demo outlet is there already. Raises NotEmpty."""
    if User.objects.filter(username="writer", email="writer@demo.invalid").exists():
        return False
    if User.objects.exists() or Article.objects.exists() or Person.objects.exists():
        raise NotEmpty("This database holds something else. Point DATABASE_URL or VAR_DIR to an empty place.")
    pictures = _read("outlet.toml")["photo"]
    with ProcessPoolExecutor(max_workers=2) as pool:
        drawn = list(pool.map(_picture, [picture["art"] for picture in pictures], _focals(pictures)))
    with transaction.atomic():
        _fill(Outlet(today or timezone.localdate()), list(zip(pictures, drawn, strict=True)))
    return True


def _focals(pictures: list[dict[str, Any]]) -> list[tuple[float, float]]:
    return [tuple(picture.get("focal", (0.5, 0.5))) for picture in pictures]


def _picture(art: str, focal: tuple[float, float]) -> tuple[Any, Any]:
    """One photo's art and its renditions as bytes; runs in a process of its own."""
    image = draw(art, *ART_SIZE)
    return image, rendering.cut(image, *focal)


def _read(name: str) -> dict[str, Any]:
    return tomllib.loads((HERE / name).read_text())


def read_stories() -> list[StoryFile]:
    stories = []
    for path in sorted((HERE / "stories").glob("*.html")):
        _, facts, html = path.read_text().split("+++\n", 2)
        stories.append(StoryFile(tomllib.loads(facts), html))
    return stories


def _fill(outlet: Outlet, pictures: list[tuple[dict[str, Any], tuple[Any, Any]]]) -> None:
    users = _logins()
    nouns = _read("outlet.toml")
    _sections_and_tags(nouns)
    outlet.sources = {row["key"]: _source(row, outlet.today) for row in nouns["source"]}
    outlet.photos = {row["key"]: _photo(row, *drawn) for row, drawn in pictures}
    _people(outlet)
    for row in _read("visuals.toml")["visual"]:
        outlet.visuals[row["key"]] = _visual(row, outlet)
    stories = sorted(read_stories(), key=lambda story: _published_at(story, outlet.today))
    for story in stories:
        outlet.articles[story.facts["slug"]] = _draft(story, outlet, users["writer"])
    for story in stories:
        _publish(story, outlet, users)


def _logins() -> dict[str, User]:
    made = {}
    for username, role in LOGINS.items():
        user = User.objects.create_user(username, f"{username}@demo.invalid", password_of(username), is_staff=True)
        user.groups.add(Group.objects.get(name=role))
        made[username] = user
    return made


def _sections_and_tags(nouns: dict[str, Any]) -> None:
    Section.objects.bulk_create([Section(**row, is_in_navigation=True) for row in nouns["section"]])
    for row in nouns["tag"]:
        tag = Tag.objects.create(name=row["name"], description=row.get("description", ""))
        for synonym in row.get("synonyms", []):
            TagSynonym.objects.create(tag=tag, name=synonym)


def _day(row: dict[str, Any], key: str, today: date) -> date | None:
    """A date as the files give it: fixed, or so many days before the first load."""
    if row.get(key):
        return date.fromisoformat(str(row[key]))
    return today - timedelta(days=row["days_ago"]) if "days_ago" in row else None


def _source(row: dict[str, Any], today: date) -> Source:
    facts = {name: row.get(name, "") for name in ("outlet", "kind", "title", "url")}
    return Source.objects.create(**facts, said_on=_day(row, "date", today))


def _photo(row: dict[str, Any], image: Any, renditions: Any) -> Photo:
    x, y = row.get("focal", (0.5, 0.5))
    facts = {name: row.get(name, "") for name in ("alt", "caption", "credit", "licence")}
    photo = Photo(**facts, focal_x=x, focal_y=y)
    photos.keep_original(photo, image)
    photo.renditions = rendering.store(renditions)
    photo.save()
    return photo


def _people(outlet: Outlet) -> None:
    rows = _read("people.toml")["person"]
    taken: set[str] = set()
    facts = ("name", "sort_name", "kind", "role", "disambiguation", "bio", "pronouns", "area", "born_or_formed")
    for number, row in enumerate(rows, start=1):
        slug = names.ascii_slug(row["name"], fallback=f"person-{number}")
        slug = slug if slug not in taken else f"{slug}-{number}"
        taken.add(slug)
        person = Person.objects.create(slug=slug, **{name: row.get(name, "") for name in facts})
        outlet.people[person.name] = person
        for alias in row.get("aliases", []):
            Alias.objects.create(person=person, name=alias["name"], kind=alias["kind"])
        PersonLink.objects.bulk_create(PersonLink(person=person, url=url) for url in row.get("links", []))
        if row.get("portrait"):
            Photo.objects.filter(pk=outlet.photos[row["portrait"]].pk).update(portrait_of=person)
    for row in rows:
        outlet.people[row["name"]].members.set([outlet.people[member] for member in row.get("members", [])])


def _visual(row: dict[str, Any], outlet: Outlet) -> Visual:
    facts = ("title", "kind", "song", "release", "running_time", "player_url", "description")
    visual = Visual.objects.create(
        **{name: row.get(name, "") for name in facts},
        slug=names.ascii_slug(row["title"], fallback=row["key"]),
        released=_day(row, "released", outlet.today),
        released_precision=row.get("released_precision") or "day",
        poster=outlet.photos.get(row.get("poster", "")),
    )
    lines = []
    for place, credit in enumerate(row.get("credit", [])):
        who = {"person": outlet.people[credit["name"]]} if credit.get("person") else {"name": credit["name"]}
        extra = {name: credit.get(name, "") for name in ("character", "credited_as", "qualifier")}
        lines.append(Credit(visual=visual, role=credit["role"], position=place, **who, **extra))
    Credit.objects.bulk_create(lines)
    return visual


def _published_at(story: StoryFile, today: date) -> datetime:
    """Never in the future: what would come later today came yesterday at that time."""
    day = _day(story.facts, "date", today) or today
    clock = time.fromisoformat(story.facts["time"]) if story.facts.get("time") else time(12)
    published_at = timezone.make_aware(datetime.combine(day, clock))
    return published_at if published_at <= timezone.now() else published_at - timedelta(days=1)


def _draft(story: StoryFile, outlet: Outlet, writer: User) -> Article:
    """The story without its text, so that other stories can link to it."""
    facts = story.facts
    article = Article(
        headline=facts["headline"],
        dek=facts.get("dek", ""),
        kicker=facts.get("kicker", ""),
        slug=facts["slug"],
        section=Section.objects.get(slug=facts["section"]),
        story_date=date.fromisoformat(facts["date"]) if "date" in facts else None,
        lead_photo=outlet.photos.get(facts.get("lead_photo", "")),
        lead_visual=outlet.visuals.get(facts.get("lead_visual", "")),
        source=outlet.sources.get(facts.get("source", "")),
    )
    tags = [Tag.objects.named(name).get() for name in facts.get("tags", [])]
    save(article, by=writer, tags=tags, bylines=[_byline(line, outlet) for line in facts.get("bylines", [])])
    return article


def _byline(line: dict[str, str], outlet: Outlet) -> BylineLine:
    person = outlet.people.get(line["name"])
    return BylineLine(line["role"], person.pk, "") if person else BylineLine(line["role"], None, line["name"])


def _publish(story: StoryFile, outlet: Outlet, users: dict[str, User]) -> None:
    article = outlet.articles[story.facts["slug"]]
    article.body = body_of(story, outlet)
    save(article, by=users["writer"])
    publish_as_of(article, by=users["editor"], published_at=_published_at(story, outlet.today))


def body_of(story: StoryFile, outlet: Outlet) -> str:
    """The file's HTML with names and keys replaced by ids: a body as the editor would send it."""
    root = parse(story.html)
    for number, mark in enumerate(list(root.iter("q"))):
        _name_quote(mark, f"{story.facts['slug']}/{mark.get('id') or number}", outlet)
    for link in list(root.iter("a")):
        _name_link(link, outlet)
    for element in list(root.iter("pullquote", "photo", "visual", "ad")):
        _name_embed(element, outlet)
    return serialise(root)


def _name_quote(mark: Element, key: str, outlet: Outlet) -> None:
    named = {"data-quote": str(uuid.uuid5(_QUOTES, key))}
    if mark.get("speaker"):
        named["data-speaker"] = str(outlet.people[mark.get("speaker")].pk)
    if mark.get("label"):
        named["data-label"] = mark.get("label")
    if mark.get("source"):
        named["data-source"] = str(outlet.sources[mark.get("source")].pk)
    _rename(mark, "q", named)


def _name_link(link: Element, outlet: Outlet) -> None:
    for kind, rows in (("person", outlet.people), ("visual", outlet.visuals), ("story", outlet.articles)):
        if link.get(kind):
            noun = "article" if kind == "story" else kind
            _rename(link, "a", {"data-ref": f"{noun}:{rows[link.get(kind)].pk}"})
            return
    if link.get("tag"):
        _rename(link, "a", {"data-ref": f"tag:{Tag.objects.named(link.get('tag')).get().pk}"})


def _name_embed(element: Element, outlet: Outlet) -> None:
    match element.tag:
        case "pullquote":
            props: dict[str, Any] = {"words": inner(element)}
        case "photo":
            props = {"photo": outlet.photos[element.get("key")].pk}
        case "visual":
            props = {"visual": outlet.visuals[element.get("key")].pk}
        case _:
            props = {}
    kind = element.tag
    element.text = None
    _rename(element, "figure", {"data-embed": kind, "data-props": dumps(props)})


def _rename(element: Element, tag: str, attributes: dict[str, str]) -> None:
    element.tag = tag
    for name in list(element.attrib):
        del element.attrib[name]
    for name, value in attributes.items():
        element.set(name, value)
