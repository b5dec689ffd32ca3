"""Sitemaps: an index by month, a file a month, the sections and the outlet's own pages, and the last two days as news.

Every address comes from a live row. The index costs a look-up a month, however many stories there are.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, datetime, timedelta
from typing import Any
from xml.sax.saxutils import escape

from django.conf import settings
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from articles import archive
from articles.models import Edition, Section
from articles.newest import newest_of_each_period

# The protocol's own limit, and Google's for news.
MOST_URLS, MOST_NEWS = 50_000, 1_000
NEWS_FOR = timedelta(days=2)
# Changes to older months are told of as long as they are among so many of the newest.
_CHANGES_LOOKED_AT = 1_000
_HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'
_SITEMAP = "http://www.sitemaps.org/schemas/sitemap/0.9"
_IMAGE = "http://www.google.com/schemas/sitemap-image/1.1"
_NEWS = "http://www.google.com/schemas/sitemap-news/0.9"


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    at = timezone.now()
    parts = [_part("sitemap", settings.SITE_URL + reverse("articles:sitemap_pages"), None)]
    for month, changed_at in _months(at):
        address = reverse("articles:sitemap_month", args=[f"{month.year:04}", f"{month.month:02}"])
        parts.append(_part("sitemap", settings.SITE_URL + address, changed_at))
    return _xml(f'<sitemapindex xmlns="{_SITEMAP}">', parts, "</sitemapindex>")


def _months(at: datetime) -> Iterator[tuple[date, datetime]]:
    """Each month that has a live story, with the time of its newest change as far as that is known."""
    known = archive.span(at)
    if known is None:
        return
    months = [month for year in archive.years(known) for month in reversed(archive.months(year.start.year))]
    newest = newest_of_each_period([(month.start, month.end) for month in months], at)
    live = Edition.objects.live(at).order_by("-live_from")
    changes: dict[date, datetime] = {}
    for on, changed_at in live.values_list("published_on", "live_from")[:_CHANGES_LOOKED_AT]:
        changes.setdefault(on.replace(day=1), changed_at)
    for month in months:
        if month.start in newest:
            yield month.start, max(newest[month.start], changes.get(month.start, newest[month.start]))


@require_safe
def month(request: HttpRequest, year: int, month: int) -> HttpResponse:
    at = timezone.now()
    shown = archive.month(year, month)
    live = Edition.objects.live(at).filter(published_on__gte=shown.start, published_on__lt=shown.end)
    parts = [
        _part("url", _address(on, slug), changed_at, _image(photo or poster))
        for on, slug, changed_at, photo, poster in _rows(live.order_by("published_on", "slug"))[:MOST_URLS]
    ]
    if not parts:
        raise Http404("No story carries a date of this month.")
    return _xml(f'<urlset xmlns="{_SITEMAP}" xmlns:image="{_IMAGE}">', parts, "</urlset>")


def _rows(live: QuerySet[Edition]) -> QuerySet[Any, Any]:
    """With the path of the share image that a photo or else a poster has: out of all sizes, in the database."""
    pictures = ("lead_photo__renditions__og__jpeg__0__1", "lead_visual__poster__renditions__og__jpeg__0__1")
    return live.values_list("published_on", "slug", "live_from", *pictures)


@require_safe
def pages(request: HttpRequest) -> HttpResponse:
    at = timezone.now()
    names = ("front", "about", "articles:corrections", "articles:archive", "articles:quotes", "articles:visuals")
    paths = [reverse(name) for name in (*names, "people:index", "articles:tags")]
    paths += [section.get_absolute_url() for section in Section.objects.in_use(at)]
    parts = [_part("url", settings.SITE_URL + path, None) for path in paths]
    return _xml(f'<urlset xmlns="{_SITEMAP}">', parts, "</urlset>")


@require_safe
def news(request: HttpRequest) -> HttpResponse:
    """Stories first published in the last two days. Where there are none, the front page, not as news: a list of no
    address breaks the protocol's schema, and addresses without news may stand here."""
    at = timezone.now()
    live = Edition.objects.live(at).filter(published_at__gt=at - NEWS_FOR).newest(MOST_NEWS)
    rows = live.values_list("published_on", "slug", "published_at", "headline")
    parts = [_part("url", _address(on, slug), None, _news(title, moment)) for on, slug, moment, title in rows]
    parts = parts or [_part("url", settings.SITE_URL + reverse("front"), None)]
    return _xml(f'<urlset xmlns="{_SITEMAP}" xmlns:news="{_NEWS}">', parts, "</urlset>")


def _news(title: str, published_at: datetime) -> str:
    outlet = f"<news:name>{_text(settings.OUTLET_NAME)}</news:name><news:language>en</news:language>"
    when = f"<news:publication_date>{_moment(published_at)}</news:publication_date>"
    title = f"<news:title>{_text(title)}</news:title>"
    return f"<news:news><news:publication>{outlet}</news:publication>{when}{title}</news:news>"


# -- the spelling -----------------------------------------------------------------------------------------------


def _part(name: str, address: str, changed_at: datetime | None, more: str = "") -> str:
    changed = f"<lastmod>{_moment(changed_at)}</lastmod>" if changed_at else ""
    return f"<{name}><loc>{_text(address)}</loc>{changed}{more}</{name}>"


def _address(on: date, slug: str) -> str:
    """As `Edition.get_absolute_url` has it, without a look-up for each of thousands."""
    return f"{settings.SITE_URL}/{on:%Y/%m/%d}/{slug}/"


def _image(path: str | None) -> str:
    return f"<image:image><image:loc>{_text(settings.SITE_URL + path)}</image:loc></image:image>" if path else ""


def _moment(moment: datetime) -> str:
    return moment.astimezone(timezone.get_default_timezone()).isoformat(timespec="seconds")


def _text(text: str) -> str:
    return escape(text if text.isprintable() else "".join(char for char in text if char.isprintable()))


def _xml(opening: str, parts: Iterable[str], closing: str) -> HttpResponse:
    body = _HEAD + "\n".join([opening, *parts, closing])
    return HttpResponse(body, content_type="application/xml; charset=utf-8")
