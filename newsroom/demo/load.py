"""Loads the demo outlet from the files beside this one, through the same doors that editors use."""

from __future__ import annotations

import hmac
from concurrent.futures import ProcessPoolExecutor
from datetime import date, datetime, time, timedelta
from typing import Any

from django.conf import settings
from django.contrib.auth.models import Group, User
from django.db import transaction
from django.utils import timezone

from articles.desk import photos, roles
from articles.desk import renditions as rendering
from articles.desk.publishing import publish_as_of
from articles.desk.saving import save
from articles.models import Article, Credit, Photo, Section, Source, Tag, TagSynonym, Visual
from newsroom.demo.art import draw
from newsroom.demo.desk import fill_desk
from newsroom.demo.story_files import Outlet, StoryFile, body_of, draft, read, read_stories
from people import names
from people.models import Alias, Person, PersonLink

LOGINS = {"writer": roles.WRITER, "editor": roles.EDITOR, "managing": roles.MANAGING_EDITOR}
ART_SIZE = (1600, 1600)


class NotEmpty(Exception):
    """The database holds something that is not the demo outlet."""


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
    pictures = read("outlet.toml")["photo"]
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


def _fill(outlet: Outlet, pictures: list[tuple[dict[str, Any], tuple[Any, Any]]]) -> None:
    users = _logins()
    nouns = read("outlet.toml")
    _sections_and_tags(nouns)
    outlet.sources = {row["key"]: _source(row, outlet.today) for row in nouns["source"]}
    outlet.photos = {row["key"]: _photo(row, *drawn) for row, drawn in pictures}
    _people(outlet)
    for row in read("visuals.toml")["visual"]:
        outlet.visuals[row["key"]] = _visual(row, outlet)
    stories = sorted(read_stories(), key=lambda story: _published_at(story, outlet.today))
    for story in stories:
        outlet.articles[story.facts["slug"]] = draft(story, outlet, users["writer"])
    for story in stories:
        _publish(story, outlet, users)
    fill_desk(outlet, users)


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
    rows = read("people.toml")["person"]
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


def _publish(story: StoryFile, outlet: Outlet, users: dict[str, User]) -> None:
    article = outlet.articles[story.facts["slug"]]
    article.body = body_of(story, outlet)
    save(article, by=users["writer"])
    publish_as_of(article, by=users["editor"], published_at=_published_at(story, outlet.today))
