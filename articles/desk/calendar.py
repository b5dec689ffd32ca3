"""The calendar: what opens, what is due and which embargo ends, day by day on the outlet's clock."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db.models import F
from django.utils import timezone

from articles.models import Edition, Hold, Plan

# In one view; a month with more says so.
MOST = 400


@dataclass(frozen=True)
class Entry:
    """`kind` is "publication", "scheduled", "due" or "embargo"."""

    at: datetime
    kind: str
    headline: str
    article_id: int


@dataclass(frozen=True)
class Day:
    on: date
    entries: list[Entry]


@dataclass(frozen=True)
class Span:
    """Whole days, `end` excluded."""

    start: date
    end: date


def month_of(on: date) -> Span:
    """The weeks that hold the month, Monday first."""
    first = on.replace(day=1)
    after = (first + timedelta(days=32)).replace(day=1)
    return Span(first - timedelta(days=first.weekday()), after + timedelta(days=-after.weekday() % 7))


def week_of(on: date) -> Span:
    start = on - timedelta(days=on.weekday())
    return Span(start, start + timedelta(days=7))


def days(span: Span, now: datetime) -> list[Day]:
    """Each day of the span with what happens on it, in order of time. Three queries."""
    start, end = (timezone.make_aware(datetime.combine(day, time())) for day in (span.start, span.end))
    by_day: dict[date, list[Entry]] = {
        span.start + timedelta(days=number): [] for number in range((span.end - span.start).days)
    }
    for entry in sorted(_entries(start, end, now), key=lambda it: it.at):
        by_day[timezone.localdate(entry.at)].append(entry)
    return [Day(on, entries) for on, entries in by_day.items()]


def _entries(start: datetime, end: datetime, now: datetime) -> list[Entry]:
    opened = Edition.objects.filter(live_from__gte=start, live_from__lt=end).exclude(live_until=F("live_from"))
    found = [
        Entry(at, "scheduled" if at > now else "publication", headline, pk)
        for at, headline, pk in opened.order_by("live_from").values_list("live_from", "headline", "article_id")[:MOST]
    ]
    due = Plan.objects.filter(due_at__gte=start, due_at__lt=end).exclude(article__status="killed")
    found += [
        Entry(at, "due", headline, pk)
        for at, headline, pk in due.order_by("due_at").values_list("due_at", "article__headline", "article")[:MOST]
        if at
    ]
    holds = Hold.objects.filter(lifted_at__isnull=True, ends_at__gte=start, ends_at__lt=end)
    return found + [
        Entry(at, "embargo", headline, pk)
        for at, headline, pk in holds.values_list("ends_at", "article__headline", "article")[:MOST]
        if at
    ]
