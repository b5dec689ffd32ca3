"""Feeds: the newest stories in full, of the site, a section, a tag or a person, as RSS, Atom or JSON Feed.

An entry keeps its id over editions and slugs. The whole feed is one string: Django's generator would hand it on in a
thousand pieces, and behind a cache each is sent by itself.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import format_html
from django.views.decorators.http import require_safe

from articles.body.plain_html import plain_html
from articles.body.references import resolve
from articles.feed_formats import atom, json_feed, rss
from articles.models import Correction, Edition, Mention, Section, Tag, TaggedEdition
from people.models import Person

ENTRIES = 20
FORMATS: dict[str, tuple[str, Callable[[Feed], str]]] = {
    "xml": ("application/rss+xml; charset=utf-8", rss),
    "atom": ("application/atom+xml; charset=utf-8", atom),
    "json": ("application/feed+json; charset=utf-8", json_feed),
}
# Between two stories' HTML while their references are looked up at once; no text can hold it.
_SEAM = "<!--story-->"


@dataclass(frozen=True)
class Entry:
    """`id` never changes; `updated_at` is when this edition opened."""

    id: str
    url: str
    title: str
    summary: str
    html: str
    published_at: datetime
    updated_at: datetime
    authors: list[str]
    tags: list[str]
    image: str


@dataclass(frozen=True)
class Feed:
    """`page` is the list that it follows, `url` its own address, both whole."""

    title: str
    description: str
    page: str
    url: str
    entries: list[Entry]

    @property
    def updated_at(self) -> datetime:
        """Of the newest edition in it; of nothing else, for a hidden change must not show."""
        return max((entry.updated_at for entry in self.entries), default=_NEVER)


_NEVER = timezone.make_aware(datetime(2000, 1, 1))


@require_safe
def site(request: HttpRequest, form: str) -> HttpResponse:
    at = timezone.now()
    return _answer(form, request, "", "/", Edition.objects.live(at), at)


@require_safe
def section(request: HttpRequest, slug: str, form: str) -> HttpResponse:
    at = timezone.now()
    shown = get_object_or_404(Section.objects.in_use(at), slug=slug)
    return _answer(
        form, request, shown.name, shown.get_absolute_url(), Edition.objects.live(at).filter(section=shown), at
    )


@require_safe
def tag(request: HttpRequest, slug: str, form: str) -> HttpResponse:
    at = timezone.now()
    shown = get_object_or_404(Tag.objects.in_use(at), slug=slug)
    newest = TaggedEdition.objects.live(at).filter(tag=shown).order_by("-published_at", "-content_object_id")
    pks = list(newest.values_list("content_object_id", flat=True)[:ENTRIES])
    return _answer(form, request, shown.name, shown.get_absolute_url(), Edition.objects.live(at).filter(pk__in=pks), at)


@require_safe
def person(request: HttpRequest, slug: str, form: str) -> HttpResponse:
    """Stories that they are in or wrote; somebody may be both."""
    at = timezone.now()
    shown = get_object_or_404(Person.objects.visible(at), slug=slug)
    newest = Mention.objects.live(at).filter(person=shown).order_by("-published_at", "-edition_id")
    pks = set(newest.values_list("edition_id", flat=True)[: ENTRIES * 3])
    return _answer(form, request, shown.name, shown.get_absolute_url(), Edition.objects.live(at).filter(pk__in=pks), at)


def _answer(
    form: str, request: HttpRequest, name: str, page: str, editions: QuerySet[Edition], at: datetime
) -> HttpResponse:
    kind, written = FORMATS[form]
    outlet = settings.OUTLET_NAME
    feed = Feed(
        title=f"{name} — {outlet}" if name else outlet,
        description=f"The newest stories{f' on {name}' if name else ''}.",
        page=settings.SITE_URL + page,
        url=settings.SITE_URL + request.path,
        entries=_entries(editions, at),
    )
    response = HttpResponse(written(feed), content_type=kind)
    if settings.WEBSUB_HUB:
        response["Link"] = f'<{settings.WEBSUB_HUB}>; rel="hub", <{feed.url}>; rel="self"'
    return response


def _entries(editions: Any, at: datetime) -> list[Entry]:
    """Three queries besides the stories' own, however many there are."""
    chosen = list(editions.select_related("lead_photo", "lead_visual__poster").defer("text").newest(ENTRIES))
    pks = [edition.pk for edition in chosen]
    tags: dict[int, list[str]] = defaultdict(list)
    tagged = TaggedEdition.objects.live(at).filter(content_object__in=pks).order_by("pk")
    for pk, name in tagged.values_list("content_object_id", "tag__name"):
        tags[pk].append(name)
    corrections: dict[int, list[Correction]] = defaultdict(list)
    for correction in Correction.objects.live(at).filter(edition__in=pks).order_by("corrected_at", "pk"):
        corrections[correction.edition_id].append(correction)
    bodies = resolve(_SEAM.join(edition.html for edition in chosen), at).split(_SEAM)
    return [
        _entry(edition, body, tags[edition.pk], corrections[edition.pk])
        for edition, body in zip(chosen, bodies, strict=False)
    ]


def _entry(edition: Edition, body: str, tags: list[str], corrections: list[Correction]) -> Entry:
    """As on the page, a correction that changes what the story means stands first, any other last."""
    notes = [(correction.is_material, _note(correction)) for correction in corrections]
    first, last = ("".join(note for is_material, note in notes if is_material is place) for place in (True, False))
    return Entry(
        id=story_id(edition),
        url=settings.SITE_URL + edition.get_absolute_url(),
        title=edition.headline,
        summary=edition.dek,
        html=first + (plain_html(body, site=settings.SITE_URL) if body.strip() else "") + last,
        published_at=edition.published_at,
        updated_at=max(edition.live_from, edition.published_at),
        authors=[line["name"] for line in edition.bylines if line["part"] == "by"],
        tags=tags,
        image=_image(edition),
    )


def story_id(edition: Edition) -> str:
    """A tag URI (RFC 4151) of the article: neither a new edition nor a new slug makes a second story of it."""
    return f"tag:{urlsplit(settings.SITE_URL).hostname},{edition.published_on.year}:story/{edition.article_id}"


def _note(correction: Correction) -> str:
    day = date_format(timezone.localtime(correction.corrected_at), "j F Y")
    return format_html("<p><strong>{}, {}:</strong> {}</p>", correction.get_kind_display(), day, correction.text)


def _image(edition: Edition) -> str:
    made = (edition.art.renditions.get("og") or {}).get("jpeg") if edition.art else None
    return settings.SITE_URL + made[0][1] if made else ""
