"""The demo's stories as files: front matter, and a body in which names and keys stand for ids."""

from __future__ import annotations

import tomllib
import uuid
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from django.contrib.auth.models import User

from articles.body.sanitise import dumps
from articles.body.tree import Element, inner, parse, serialise
from articles.desk.saving import BylineLine, save
from articles.models import Article, Photo, Section, Source, Tag, Visual
from people.models import Person

HERE = Path(__file__).resolve().parent
_QUOTES = uuid.UUID("5d2ad2f4-95c3-4f0e-9f26-6d0f3f4f4c55")


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


def read(name: str) -> dict[str, Any]:
    """A TOML file beside this one."""
    return tomllib.loads((HERE / name).read_text())


def read_stories() -> list[StoryFile]:
    stories = []
    for path in sorted((HERE / "stories").glob("*.html")):
        _, facts, html = path.read_text().split("+++\n", 2)
        stories.append(StoryFile(tomllib.loads(facts), html))
    return stories


def draft(story: StoryFile, outlet: Outlet, writer: User) -> Article:
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
