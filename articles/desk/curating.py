"""Pinning stories, quotations and films to the front page, and taking them out again."""

from __future__ import annotations

import re
from datetime import datetime
from typing import Any

from django.contrib.auth.models import User
from django.db import transaction
from django.utils import timezone

from articles.desk.windows import NotNow
from articles.models import Article, Edition, FrontPlace, Quote, Section, Visual, VisualUse
from people.numbers import row_id

_ADDRESS = re.compile(r"/(\d{4})/(\d{2})/(\d{2})/([-\w]+)/")
_QUOTE = re.compile(r"/quotes/([0-9a-f-]{36})/")
_VISUAL = re.compile(r"/visuals/([-\w]+)/")
# What each band shows; the others show stories.
_SHOWS: dict[str, tuple[type[Any], str]] = {
    FrontPlace.Band.SAID: (Quote, "quotations"),
    FrontPlace.Band.FILMS: (Visual, "films"),
}
Pinned = Article | Quote | Visual


@transaction.atomic
def pin(
    what: Pinned,
    *,
    by: User | None,
    band: str,
    section: Section | None = None,
    position: int = 1,
    starts_at: datetime | None = None,
    ends_at: datetime | None = None,
) -> FrontPlace:
    """Pins a story, a quotation or a film; where it was pinned before it is taken out. Raises NotNow for what readers
    don't see by then, for a band that shows other things, and for times that make no sense."""
    now = timezone.now()
    starts_at = starts_at or now
    if starts_at < now or (ends_at is not None and ends_at <= starts_at):
        raise NotNow("It must begin now or later, and end after it begins.")
    if (band == FrontPlace.Band.SECTION) != (section is not None):
        raise NotNow("Say which section’s row.")
    model, called = _SHOWS.get(band, (Article, "stories"))
    if not isinstance(what, model):
        raise NotNow(f"That band shows {called}.")
    if not _is_seen(what, starts_at):
        raise NotNow("Readers don’t see it by then: only what is on the site, or scheduled, can be pinned.")
    target = _as_columns(what)
    FrontPlace.objects.filter(**target, taken_at__isnull=True).update(taken_at=now, taken_by=by)
    return FrontPlace.objects.create(
        **target, band=band, section=section, position=position, starts_at=starts_at, ends_at=ends_at,
        placed_by=by, placed_at=now,
    )  # fmt: skip


def _is_seen(what: Pinned, at: datetime) -> bool:
    if isinstance(what, Article):
        return Edition.objects.live(at).filter(article=what).exists()
    if isinstance(what, Quote):
        return Quote.objects.live(at).filter(uuid=what.uuid).exists()
    return VisualUse.objects.live(at).filter(visual=what).exists()


def _as_columns(what: Pinned) -> dict[str, Any]:
    if isinstance(what, Quote):
        return {"quote": what.uuid}
    return {"article" if isinstance(what, Article) else "visual": what}


def take_out(place: FrontPlace, *, by: User | None) -> None:
    """Raises NotNow for one that is out already."""
    open_one = FrontPlace.objects.filter(pk=place.pk, taken_at__isnull=True)
    if not open_one.update(taken_at=timezone.now(), taken_by=by):
        raise NotNow("It was taken out already.")


def meant_by(typed: str) -> Pinned | None:
    """The story, quotation or film of an address on this site, or the story of a number at the desk."""
    if match := _QUOTE.search(typed):
        return Quote.objects.once_live().filter(uuid=match[1]).order_by("-pk").first()
    if match := _VISUAL.search(typed):
        return Visual.objects.filter(slug=match[1]).first()
    return meant(typed)


def meant(typed: str) -> Article | None:
    """The story of an address on this site, or of a number at the desk."""
    if number := row_id(typed):
        return Article.objects.filter(pk=number).first()
    match = _ADDRESS.search(typed)
    if match is None:
        return None
    year, month, day, slug = match.groups()
    there = Edition.objects.once_live().filter(slug=slug, published_on__year=year, published_on__month=month)
    found = there.filter(published_on__day=day).order_by("-number").first()
    return Article.objects.get(pk=found.article_id) if found else None
