"""A story as it would appear, before it does: readers' own template, fed from the desk's working copy.

The one reader-shaped page that looks at the desk; it is never public, never cached, never indexed.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render as render_template
from django.utils import timezone

from articles import story as stories
from articles.body.references import resolve
from articles.body.render import Story, gather, render
from articles.body.text import plain_text, word_count
from articles.desk.saving import NamedByline
from articles.models import Article, Edition, Section, Tag
from people.models import Person


def preview(
    request: HttpRequest,
    article: Article,
    *,
    tags: Sequence[Tag],
    bylines: Sequence[NamedByline],
    at: datetime | None = None,
) -> HttpResponse:
    """The page of an unsaved or saved article, with headers that keep it out of caches and search engines."""
    at = at or timezone.now()
    story = gather(article.body, article.source)
    edition = _as_edition(article, story, bylines, at)
    response = render_template(request, "articles/story.html", _context(edition, story, tags, at))
    response["Cache-Control"] = "no-store, private"
    response["X-Robots-Tag"] = "noindex, nofollow"
    response["Referrer-Policy"] = "no-referrer"
    return response


def _as_edition(article: Article, story: Story, bylines: Sequence[NamedByline], at: datetime) -> Edition:
    """An edition that is never stored; a story without a section yet shows under the first there is."""
    text = plain_text(article.body)
    return Edition(
        article_id=article.pk,
        published_at=at,
        published_on=timezone.localdate(at),
        live_from=at,
        slug=article.slug or "preview",
        section=article.section or Section.objects.first() or Section(name="No section yet", slug="none"),
        headline=article.headline,
        dek=article.dek,
        kicker=article.kicker,
        bylines=[{"part": part, "person": person, "name": name} for part, person, name in bylines],
        lead_photo=article.lead_photo,
        lead_visual=article.lead_visual,
        source=article.source,
        html=render(article.body, story),
        text=text,
        words=word_count(text),
    )


def _context(edition: Edition, story: Story, tags: Sequence[Tag], at: datetime) -> dict[str, Any]:
    people = {pk: _noun(person) for pk, person in story.people.items()}
    sources = {source.pk: source for quote in story.quotes if (source := story.source_of(quote))}
    return {
        "at": at,
        "here": edition.section.slug,
        "title": edition.headline,
        "noindex": True,
        "edition": edition,
        "html": resolve(edition.html, at),
        "bylines": stories.bylines_of(edition, {}),
        "corrections": [],
        "voices": stories.voices_in(story.quotes, people),
        "tags": tags,
        "sources": list(sources.values()) or ([edition.source] if edition.source else []),
        "has_quotes": bool(story.quotes),
        "has_brackets": any("[" in quote.text for quote in story.quotes),
        "related": [],
    }


def _noun(person: Person) -> stories.Noun:
    return stories.Noun(person.pk, person.name, person.slug, person.role, "speaker")
