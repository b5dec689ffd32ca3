"""Quotations as ways on: of a year, and of a person by year and by source, with who else speaks in the same stories."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Count
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from articles.models import Mention, Quote, Source
from people.models import Person

# Of a person's quotations, so many of the newest are counted by year and by source.
_COUNTED = 2_000
_ENDS = ("published_at", "-published_at")
# Of their stories, so many of the newest tell who else speaks there.
_LOOKED_AT, _BESIDE, _SOURCES = 300, 8, 12


@dataclass(frozen=True)
class Way:
    """A link to some of the quotations; `count` is empty where nothing was counted."""

    words: str
    address: str
    count: int | None
    is_here: bool


@require_safe
def quote_list(request: HttpRequest, year: int | None = None) -> HttpResponse:
    """All quotations, newest first, or those first published in one year of the outlet's clock."""
    at = timezone.now()
    live = Quote.objects.live(at)
    # One by one: asked for both, SQLite reads every quotation.
    years = _years(*(live.order_by(order).values_list("published_at", flat=True).first() for order in _ENDS))
    if year is not None and year not in years:
        raise Http404("Nobody was quoted in that year.")
    page = _of_year(live, year).for_cards().page(request.GET.get("before", ""))
    ways = [Way(str(of), reverse("articles:quotes_of_year", args=[of]), None, of == year) for of in years]
    title = f"Quotes of {year}" if year else "Quotes"
    context = {"at": at, "here": "quotes", "title": title, "year": year, "ways": ways, "page": page}
    return render(request, "articles/quote_list.html", context)


@require_safe
def person_quotes(request: HttpRequest, slug: str, year: int | None = None, source: int | None = None) -> HttpResponse:
    """What somebody said, all of it, or of one year, or to one source."""
    at = timezone.now()
    person = Person.objects.filter(slug=slug).select_related("merged_into").first()
    speaker = person and (person.merged_into or person)
    said = Quote.objects.live(at).filter(speaker=speaker) if speaker else Quote.objects.none()
    counted = list(said.order_by("-published_at", "-pk").values_list("published_at", "source", "edition")[:_COUNTED])
    if person is None or speaker is None or not counted:
        raise Http404("Nobody of that name is quoted here.")
    if speaker != person:  # only now: a redirect must not tell of somebody whom readers don't know
        return redirect("articles:person_quotes", speaker.slug, permanent=True)
    shown_source = get_object_or_404(Source, pk=source) if source else None
    rows = _of_year(said, year).filter(source=source) if source else _of_year(said, year)
    page = rows.for_cards().page(request.GET.get("before", ""))
    if not page.items:
        raise Http404("They said nothing that year, or not to that source.")
    context = {
        "at": at,
        "here": "people",
        "title": _title(person, year, shown_source),
        "person": person,
        "page": page,
        "years": _by_year(person, counted, year),
        "sources": _by_source(person, counted, source),
        "beside": _beside(person, counted, at),
    }
    return render(request, "articles/person_quotes.html", context)


def _title(person: Person, year: int | None, source: Source | None) -> str:
    if source:
        return f"{person.name}, {source.phrase}"
    return f"{person.name} in {year}" if year else f"Quotes of {person.name}"


def _years(first: datetime | None, last: datetime | None) -> list[int]:
    """The newest first; a year between them may be empty, and its page says so."""
    if first is None or last is None:
        return []
    return list(range(timezone.localtime(last).year, timezone.localtime(first).year - 1, -1))


def _of_year(rows: Any, year: int | None) -> Any:
    if year is None:
        return rows
    start, end = (timezone.make_aware(datetime(of, 1, 1)) for of in (year, year + 1))
    return rows.filter(published_at__gte=start, published_at__lt=end)


def _by_year(person: Person, counted: list[Any], here: int | None) -> list[Way]:
    years = Counter(timezone.localtime(moment).year for moment, _, _ in counted)
    return [
        Way(str(year), reverse("articles:person_quotes_of_year", args=[person.slug, year]), count, year == here)
        for year, count in sorted(years.items(), reverse=True)
    ]


def _by_source(person: Person, counted: list[Any], here: int | None) -> list[Way]:
    often = Counter(source for _, source, _ in counted if source).most_common(_SOURCES)
    sources = Source.objects.in_bulk([pk for pk, _ in often])
    return [
        Way(
            sources[pk].phrase,
            reverse("articles:person_quotes_to", args=[person.slug, pk]),
            count,
            pk == here,
        )
        for pk, count in often
    ]


def _beside(person: Person, counted: list[Any], at: datetime) -> list[Person]:
    """Who speaks in the same stories, those most often first."""
    stories = list(dict.fromkeys(edition for _, _, edition in counted))[:_LOOKED_AT]
    speaking = Mention.objects.live(at).filter(edition__in=stories, role=Mention.As.SPEAKER).exclude(person=person)
    often = speaking.order_by().values("person").annotate(times=Count("edition")).order_by("-times", "person")
    ids = [row["person"] for row in often[:_BESIDE]]
    people = Person.objects.in_bulk(ids)
    return [people[pk] for pk in ids]
