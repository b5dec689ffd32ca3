"""Rows for tests, with sane defaults. Stories go through the desk, so that no test holds an impossible one."""

from __future__ import annotations

import io
from datetime import datetime, timedelta
from html import escape
from itertools import count
from typing import Any
from uuid import uuid4

from django.contrib.auth.models import Group, Permission, User
from PIL import Image

from articles.body.sanitise import dumps
from articles.desk import photos, publishing, renditions, roles, saving
from articles.models import Article, Credit, Edition, Photo, Section, Source, Tag, Visual
from people import names
from people.models import Alias, Person

_number = count(1)


def make_user(role: str | None = "editor", **facts: Any) -> User:
    """A member of staff with that role; None for somebody who has an account and no rights."""
    number = next(_number)
    user = User.objects.create_user(facts.pop("username", f"{role or 'nobody'}{number}"), is_staff=True, **facts)
    if role:
        if not Group.objects.filter(name=role).exists():
            roles.make_roles(Group, Permission)  # a test with real transactions has emptied every table
        user.groups.add(Group.objects.get(name=role))
    return user


def make_person(name: str = "", *, aliases: tuple[str, ...] = (), **facts: Any) -> Person:
    number = next(_number)
    name = name or f"Person {number}"
    slug = facts.pop("slug", names.ascii_slug(name, fallback=f"person-{number}"))
    person = Person.objects.create(name=name, slug=slug, **facts)
    for alias in aliases:
        Alias.objects.create(person=person, name=alias)
    return person


def make_tag(name: str, *, synonyms: tuple[str, ...] = (), **facts: Any) -> Tag:
    tag = Tag.objects.create(name=name, **facts)
    for synonym in synonyms:
        tag.synonyms.create(name=synonym)
    return tag


def make_section(name: str = "News", **facts: Any) -> Section:
    section, _ = Section.objects.get_or_create(
        name=name, defaults={"slug": names.ascii_slug(name, fallback="s")} | facts
    )
    return section


def make_photo(**facts: Any) -> Photo:
    """A small grey photo. `renditions=False` leaves those out, which is faster."""
    with_renditions, size = facts.pop("renditions", False), facts.pop("size", (90, 60))
    photo = Photo(**({"alt": "Grey", "credit": "Photo: nobody"} | facts))
    image = Image.new("RGB", size, "grey")
    photos.keep_original(photo, image)
    if with_renditions:
        photo.renditions = renditions.store(renditions.cut(image, photo.focal_x, photo.focal_y))
    photo.save()
    return photo


def image_bytes(kind: str = "JPEG", size: tuple[int, int] = (90, 60)) -> bytes:
    buffer = io.BytesIO()
    Image.new("RGB", size, "grey").save(buffer, kind)
    return buffer.getvalue()


def make_visual(title: str = "", *, credits: tuple[tuple[str, Person | str], ...] = (), **facts: Any) -> Visual:
    number = next(_number)
    title = title or f"Film {number}"
    slug = facts.pop("slug", names.ascii_slug(title, fallback=f"visual-{number}"))
    visual = Visual.objects.create(title=title, slug=slug, **facts)
    for place, (role, who) in enumerate(credits):
        named = {"person": who} if isinstance(who, Person) else {"name": who}
        Credit.objects.create(visual=visual, role=role, position=place, **named)
    return visual


def make_source(outlet: str = "The Gazette", **facts: Any) -> Source:
    return Source.objects.create(outlet=outlet, **facts)


def quote(words: str, speaker: Person | None = None, *, uuid: str | None = None, label: str = "") -> str:
    """A marked quotation for a body, with curly marks."""
    who = f' data-speaker="{speaker.pk}"' if speaker else f' data-label="{label}"' if label else ""
    return f'<q data-quote="{uuid or uuid4()}"{who}>“{words}”</q>'


def embed(kind: str, **props: Any) -> str:
    return f'<figure data-embed="{kind}" data-props="{escape(dumps(props))}"></figure>'


def make_article(headline: str = "", *, body: str = "<p>Words.</p>", **facts: Any) -> Article:
    """A saved draft. `tags` are names, `bylines` are BylineLines, `by` is its writer."""
    number = next(_number)
    by, tags, bylines = facts.pop("by", None), facts.pop("tags", ()), facts.pop("bylines", ())
    facts.setdefault("section", make_section())
    article = Article(headline=headline or f"Story {number}", body=body, **facts)
    saving.save(article, by=by, tags=[Tag.objects.called(name) for name in tags], bylines=bylines)
    return article


def publish_story(headline: str = "", *, published_at: datetime | None = None, **facts: Any) -> Edition:
    """A live edition; with `published_at`, one that has been live since then."""
    article = make_article(headline, **facts)
    if published_at is not None:
        return publishing.publish_as_of(article, by=None, published_at=published_at)
    return publishing.publish(article, by=None)


def update(article: Article, **facts: Any) -> Article:
    """Changes fields and saves, as a writer would who has just opened the story."""
    article.refresh_from_db()
    for name, value in facts.items():
        setattr(article, name, value)
    saving.save(article, by=None)
    return article


HOUR = timedelta(hours=1)
