"""Readers' pages of stories and of what they name. Each takes the time once and starts from what is live then."""

from __future__ import annotations

import textwrap
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from articles import archive as archives
from articles import story as stories
from articles.body.references import resolve
from articles.body.render import player_of
from articles.highlight import highlighted
from articles.models import (
    Correction,
    Edition,
    Quote,
    Section,
    Visual,
    VisualUse,
    WindowQuerySet,
)
from articles.models.edition import EditionQuerySet
from articles.paging import Pages
from articles.related import related

# A lead, four lines beside it, and five rows of four.
SECTION_PAGE = 25
# On the first page of corrections: the newest.
WITHDRAWALS = 50
# Shorter ones say too little to be found by.
_INDEXED_QUOTE = 40
_LONGEST_IN_TITLE = 70
# Quotes beside a quote, and of a film's stories.
_OTHERS, _QUOTES_OF_FILM = 3, 6


# -- a story ----------------------------------------------------------------------------------------------------


@require_safe
def story(request: HttpRequest, year: int, month: int, day: int, slug: str) -> HttpResponse:
    at = timezone.now()
    on = _date(year, month, day)
    for edition in stories.EDITION(on=on, slug=slug, at=at):
        return render(request, "articles/story.html", story_context(edition, at))
    return _moved_or_gone(request, Edition.objects.filter(published_on=on, slug=slug), at)


def story_context(edition: Edition, at: datetime) -> dict[str, Any]:
    nouns = stories.nouns_of(edition, at)
    quotes = stories.QUOTES(edition=edition.pk, at=at)
    return {
        "at": at,
        "here": edition.section.slug,
        "sections_in_use": nouns.sections,
        "title": edition.headline,
        "description": edition.dek,
        "share_photo": edition.art,
        "edition": edition,
        "html": resolve(edition.html, at),
        "bylines": stories.bylines_of(edition, nouns.people),
        "corrections": stories.CORRECTIONS(edition=edition.pk, at=at),
        "voices": stories.voices_in(quotes, nouns.people),
        "tags": list(nouns.tags.values()),
        "people": nouns.people,
        "quotes": quotes,
        "sources": stories.sources_of(edition, quotes),
        "has_quotes": bool(quotes),
        "has_brackets": any("[" in quote.text for quote in quotes),
        "related": related(edition, nouns, at),
    }


def _moved_or_gone(request: HttpRequest, here: EditionQuerySet, at: datetime) -> HttpResponse:
    """An address that a live story once had leads to it; one whose story is gone says so; any other never was."""
    once = here.once_live(at).newest(1).first()
    if once is None:
        raise Http404("No story was ever here.")
    today = Edition.objects.live(at).filter(article=once.article_id).first()
    if today:
        return redirect(today, permanent=True)
    last = _last_edition(once.article_id, at)
    if last.ending == Edition.Ending.TAKEN_DOWN:
        return _gone(request, at, "This story is no longer here.")
    return _gone(request, at, "This story is no longer here.", last.ending_note, last.live_until)


def _last_edition(article_id: int, at: datetime) -> Edition:
    return Edition.objects.once_live(at).filter(article=article_id).order_by("-number")[0]


def _gone(
    request: HttpRequest,
    at: datetime,
    title: str,
    line: str = "",
    when: datetime | None = None,
    story: Edition | None = None,
) -> HttpResponse:
    """After a takedown there is no reason and no date, only that it is gone."""
    context = {"at": at, "title": title, "line": line, "when": when, "story": story, "is_error": True, "noindex": True}
    return render(request, "410.html", context, status=410)


# -- lists ------------------------------------------------------------------------------------------------------


@require_safe
def section(request: HttpRequest, slug: str) -> HttpResponse:
    at = timezone.now()
    shown = get_object_or_404(Section.objects.in_use(at), slug=slug)
    page = _OF_SECTION(_token(request), section=shown.pk, at=at)
    context = {"at": at, "here": slug, "title": shown.name, "description": shown.intro, "section": shown, "page": page}
    return render(request, "articles/section.html", context)


@require_safe
def correction_list(request: HttpRequest) -> HttpResponse:
    at = timezone.now()
    rows = Correction.objects.live(at).select_related("edition").defer("edition__html", "edition__text")
    page = rows.page(_token(request), key="corrected_at")
    withdrawn = Edition.objects.withdrawn(at).defer("html", "text")[:WITHDRAWALS] if not page.token else []
    context = {"at": at, "title": "Corrections", "page": page, "withdrawn": withdrawn}
    return render(request, "articles/correction_list.html", context)


# -- quotes and visuals -----------------------------------------------------------------------------------------


@require_safe
def quote(request: HttpRequest, uuid: UUID) -> HttpResponse:
    at = timezone.now()
    shown = Quote.objects.live(at).filter(uuid=uuid).for_cards().first()
    if shown is None:
        return _quote_gone(request, uuid, at)
    others = Quote.objects.live(at).exclude(pk=shown.pk).for_cards()
    of_speaker = others.filter(speaker=shown.speaker_id) if shown.speaker_id else others.none()
    context = {
        "at": at,
        "here": "quotes",
        "title": f"{shown.said_by}: “{textwrap.shorten(shown.text, _LONGEST_IN_TITLE, placeholder='…')}”",
        "description": f"{shown.said_by}, quoted in “{shown.edition.headline}”.",
        "noindex": len(shown.text) < _INDEXED_QUOTE,
        "quote": shown,
        "context": highlighted(shown.context, shown.pieces),
        "others": of_speaker.newest(_OTHERS),
    }
    return render(request, "articles/quote.html", context)


def _quote_gone(request: HttpRequest, uuid: UUID, at: datetime) -> HttpResponse:
    once = Quote.objects.once_live(at).filter(uuid=uuid).select_related("edition").newest(1).first()
    if once is None:
        raise Http404("No quotation was ever here.")
    story = Edition.objects.live(at).filter(article=once.edition.article_id).for_cards().first()
    if story is None and _last_edition(once.edition.article_id, at).ending == Edition.Ending.TAKEN_DOWN:
        return _gone(request, at, "This quotation is no longer here.")
    line = "The story no longer has it." if story else "Its story was withdrawn."
    return _gone(request, at, "This quotation is no longer here.", line, once.live_until, story)


@require_safe
def visual_list(request: HttpRequest) -> HttpResponse:
    at = timezone.now()
    page = VisualUse.objects.newest_of_each_visual(at).with_visuals().page(_token(request))
    return render(request, "articles/visual_list.html", {"at": at, "title": "Films and videos", "page": page})


@require_safe
def visual(request: HttpRequest, slug: str) -> HttpResponse:
    at = timezone.now()
    shown = get_object_or_404(Visual.objects.in_use(at).select_related("poster"), slug=slug)
    page = _WITH_VISUAL(_token(request), visual=shown.pk, at=at)
    about = [use.edition_id for use in page.items]
    context = {
        "at": at,
        "title": shown.title,
        "description": shown.description,
        "share_photo": shown.poster,
        "visual": shown,
        "player": player_of(shown),
        "credits": shown.credits.as_listed(),
        "page": page,
        "quotes": Quote.objects.live(at).filter(edition__in=about).for_cards().newest(_QUOTES_OF_FILM),
    }
    return render(request, "articles/visual.html", context)


# -- the archive ------------------------------------------------------------------------------------------------


@require_safe
def archive(request: HttpRequest) -> HttpResponse:
    at = timezone.now()
    known = archives.span(at)
    years = archives.counted(archives.years(known), at) if known else []
    return render(request, "articles/archive.html", {"at": at, "here": "archive", "title": "Archive", "years": years})


@require_safe
def archive_year(request: HttpRequest, year: int) -> HttpResponse:
    at = timezone.now()
    shown = archives.year(year)
    _known_span(at).must_hold(shown.start, shown.end)
    months = archives.counted(archives.months(year), at)
    context = {"at": at, "here": "archive", "title": f"Stories of {year}", "shown": shown, "months": months}
    return render(request, "articles/archive_year.html", context)


@require_safe
def archive_month(request: HttpRequest, year: int, month: int) -> HttpResponse:
    at = timezone.now()
    shown = archives.month(year, month)
    _known_span(at).must_hold(shown.start, shown.end)
    days = archives.counted(archives.days(shown), at)
    title = f"Stories of {shown.start:%B} {year}"
    context = {"at": at, "here": "archive", "title": title, "shown": shown, "days": days}
    return render(request, "articles/archive_month.html", context)


@require_safe
def archive_day(request: HttpRequest, year: int, month: int, day: int) -> HttpResponse:
    at = timezone.now()
    on = _date(year, month, day)
    _known_span(at).must_hold(on, archives.day(on).end)
    page = _OF_DAY(_token(request), on=on, at=at)
    context = {
        "at": at,
        "here": "archive",
        "title": f"Stories of {on.day} {on:%B} {year}",
        "on": on,
        "page": page,
        "earlier": archives.day_beside(on, at, later=False),
        "later": archives.day_beside(on, at, later=True),
    }
    return render(request, "articles/archive_day.html", context)


def _known_span(at: datetime) -> archives.Span:
    known = archives.span(at)
    if known is None:
        raise Http404("There is no story yet.")
    return known


# -- small things -----------------------------------------------------------------------------------------------


def _token(request: HttpRequest) -> str:
    return request.GET.get("before", "")


def _date(year: int, month: int, day: int) -> date:
    try:
        return date(year, month, day)
    except ValueError as error:
        raise Http404("There is no such day.") from error


# -- lists, compiled once ---------------------------------------------------------------------------------------


def _of_section(section: int, at: datetime) -> EditionQuerySet:
    return Edition.objects.live(at).filter(section=section).for_cards()


def _of_day(on: date, at: datetime) -> EditionQuerySet:
    return Edition.objects.live(at).filter(published_on=on).for_cards()


def _with_visual(visual: int, at: datetime) -> WindowQuerySet:
    return VisualUse.objects.live(at).filter(visual=visual).with_cards("edition")


_OF_SECTION, _OF_DAY = Pages(Edition, _of_section, size=SECTION_PAGE), Pages(Edition, _of_day)
_WITH_VISUAL = Pages(VisualUse, _with_visual, tie="edition_id")
