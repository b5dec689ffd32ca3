"""The archive: years, months and days between the first live story and the last, with capped counts."""

from __future__ import annotations

import calendar
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cache
from typing import Any

from django.db import connection
from django.db.models import Max, Min, QuerySet
from django.http import Http404

from articles.models import Edition
from articles.prepared import Prepared
from people.lists import COUNT_CAP


@dataclass(frozen=True)
class Period:
    """A year, a month or a day: its first day, the day after its last, and how many live stories carry its dates."""

    start: date
    end: date
    stories: int = 0


@dataclass(frozen=True)
class Span:
    """From the first live story's date to the last one's."""

    first: date
    last: date

    def must_hold(self, start: date, end: date) -> None:
        """An address outside it was never a page."""
        if end <= self.first or start > self.last:
            raise Http404("No story carries a date this early or this late.")


def span(at: datetime) -> Span | None:
    # Two aggregates, one each: the ends of an index. Ordered by the day, SQLite reads another index from end to end.
    live = Edition.objects.live(at).order_by()
    first = live.aggregate(day=Min("published_on"))["day"]
    last = live.aggregate(day=Max("published_on"))["day"]
    return Span(first, last) if first and last else None


def years(known: Span) -> list[Period]:
    return [year(number) for number in range(known.last.year, known.first.year - 1, -1)]


def year(number: int) -> Period:
    return Period(date(number, 1, 1), date(number + 1, 1, 1))


def months(number: int) -> list[Period]:
    return [month(number, place) for place in range(1, 13)]


def month(number: int, place: int) -> Period:
    start = date(number, place, 1)
    return Period(start, start + timedelta(days=calendar.monthrange(number, place)[1]))


def days(of: Period) -> list[Period]:
    return [day(of.start + timedelta(days=place)) for place in range((of.end - of.start).days)]


def day(on: date) -> Period:
    return Period(on, on + timedelta(days=1))


def counted(periods: Iterable[Period], at: datetime, *, cap: int = COUNT_CAP) -> list[Period]:
    """The same periods with their stories counted up to the cap, in one query; those with none are left out."""
    asked = list(periods)
    selects: list[str] = []
    params: list[Any] = []
    for place, period in enumerate(asked):
        sql, given = _live_in(cap).sql(start=period.start, end=period.end, at=at)
        # Only SQL that the ORM wrote; every value is a parameter.
        selects.append(f"SELECT {place}, COUNT(*) FROM ({sql}) AS period_{place}")  # noqa: S608
        params += given
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(selects), params)
        found = dict(cursor.fetchall())
    return [Period(p.start, p.end, found[place]) for place, p in enumerate(asked) if found[place]]


@cache
def _live_in(cap: int) -> Prepared:
    def rows(start: date, end: date, at: datetime) -> QuerySet[Edition, Any]:
        live = Edition.objects.live(at).filter(published_on__gte=start, published_on__lt=end)
        return live.order_by().values("pk")[: cap + 1]

    return Prepared(rows)


def day_beside(on: date, at: datetime, *, later: bool) -> date | None:
    """The nearest day before or after with a live story."""
    live = Edition.objects.live(at)
    beside = live.filter(published_on__gt=on) if later else live.filter(published_on__lt=on)
    order = "published_on" if later else "-published_on"
    return beside.order_by(order).values_list("published_on", flat=True).first()
