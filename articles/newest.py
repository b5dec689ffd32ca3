"""The newest rows for each of several keys, in one round trip."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime
from typing import Any

from django.db import connection
from django.db.models import QuerySet

from articles.models import Edition
from articles.planner import kept_plans
from articles.prepared import Prepared


def newest_of_each(*wanted: tuple[Prepared, Sequence[int] | Sequence[str]], at: datetime) -> list[tuple[Any, ...]]:
    """Each part is the newest rows for a `key` at an instant, cut to size, as `values_list`; and its keys.

    Written as one UNION ALL, because the ORM refuses limits inside a union on SQLite.
    """
    filled = [part.sql(key=key, at=at) for part, keys in wanted for key in keys]
    if not filled:
        return []
    # Only SQL that the ORM wrote; every value is a parameter.
    union = " UNION ALL ".join(f"SELECT * FROM ({sql}) AS part_{place}" for place, (sql, _) in enumerate(filled))  # noqa: S608
    with kept_plans(), connection.cursor() as cursor:
        cursor.execute(union, [value for _, params in filled for value in params])
        return cursor.fetchall()


def newest_of_each_period(periods: Sequence[tuple[date, date]], at: datetime) -> dict[date, datetime]:
    """For each span of days (first, day after the last) with a live story: when its newest was first published."""
    selects: list[str] = []
    params: list[Any] = []
    for place, (start, end) in enumerate(periods):
        sql, given = _NEWEST_IN_PERIOD.sql(start=start, end=end, at=at)
        selects.append(f"SELECT {place} AS place, part_{place}.* FROM ({sql}) AS part_{place}")  # noqa: S608
        params += given
    with kept_plans(), connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(selects), params)
        found = cursor.fetchall()
    return {periods[place][0]: as_moment(moment) for place, moment in found}


def _newest_in_period(start: date, end: date, at: datetime) -> QuerySet[Any, Any]:
    live = Edition.objects.live(at).filter(published_on__gte=start, published_on__lt=end)
    return live.order_by("-published_on").values("published_at")[:1]


_NEWEST_IN_PERIOD = Prepared(_newest_in_period)


def as_moment(value: Any) -> datetime:
    """SQLite answers a raw statement with text, in UTC without saying so."""
    if not isinstance(value, str):
        return value if value.tzinfo else value.replace(tzinfo=UTC)
    # Told to the parser: to replace the zone of what it gave takes eight times as long.
    return datetime.fromisoformat(value if "+" in value else f"{value}+00:00")
