"""Pinning stories to the front page, and taking them out again."""

from __future__ import annotations

import re
from datetime import datetime

from django.contrib.auth.models import User
from django.db import transaction
from django.utils import timezone

from articles.desk.windows import NotNow
from articles.models import Article, Edition, FrontPlace, Section

_ADDRESS = re.compile(r"/(\d{4})/(\d{2})/(\d{2})/([-\w]+)/")


@transaction.atomic
def pin(
    article: Article,
    *,
    by: User | None,
    band: str,
    section: Section | None = None,
    position: int = 1,
    starts_at: datetime | None = None,
    ends_at: datetime | None = None,
) -> FrontPlace:
    """Pins the story; where it was pinned before it is taken out. Raises NotNow for one that readers don't see by
    then, and for times that make no sense."""
    now = timezone.now()
    starts_at = starts_at or now
    if starts_at < now or (ends_at is not None and ends_at <= starts_at):
        raise NotNow("It must begin now or later, and end after it begins.")
    if (band == FrontPlace.Band.SECTION) != (section is not None):
        raise NotNow("Say which section’s row.")
    if not Edition.objects.live(starts_at).filter(article=article).exists():
        raise NotNow("Readers don’t see this story by then: only what is on the site, or scheduled, can be pinned.")
    open_ones = FrontPlace.objects.filter(article=article, taken_at__isnull=True)
    open_ones.update(taken_at=now, taken_by=by)
    return FrontPlace.objects.create(
        band=band, section=section, article=article, position=position, starts_at=starts_at, ends_at=ends_at,
        placed_by=by, placed_at=now,
    )  # fmt: skip


def take_out(place: FrontPlace, *, by: User | None) -> None:
    """Raises NotNow for one that is out already."""
    open_one = FrontPlace.objects.filter(pk=place.pk, taken_at__isnull=True)
    if not open_one.update(taken_at=timezone.now(), taken_by=by):
        raise NotNow("It was taken out already.")


def meant(typed: str) -> Article | None:
    """The story of an address on this site, or of a number at the desk."""
    typed = typed.strip()
    if typed.isdigit() and len(typed) < 18:
        return Article.objects.filter(pk=int(typed)).first()
    match = _ADDRESS.search(typed)
    if match is None:
        return None
    year, month, day, slug = match.groups()
    there = Edition.objects.once_live().filter(slug=slug, published_on__year=year, published_on__month=month)
    found = there.filter(published_on__day=day).order_by("-number").first()
    return Article.objects.get(pk=found.article_id) if found else None
