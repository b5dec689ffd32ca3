"""The newest stories about each of several things, in one query.

A list is one row of text: to hand over a row for each of some thousand stories takes longer than to find them.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from functools import partial
from typing import Any, NamedTuple

from django.db import connection
from django.db.models import F, QuerySet
from django.db.models.expressions import RawSQL

from articles.models import Edition, Mention, TaggedEdition, Term, VisualUse
from articles.planner import kept_plans
from articles.prepared import Prepared

SECTION = -1
"""A kind beside those of `Term.Kind`."""
# So many of a list say when they were published, or some more.
_SAYING = 64


class Asked(NamedTuple):
    """A kind (`Term.Kind` or `SECTION`), an id, and how many stories about it at most."""

    kind: int
    key: int
    most: int

    @property
    def every(self) -> int:
        """One story in so many says when it was published."""
        return self.most // _SAYING or 1


def newest_about(asked: Sequence[Asked], at: datetime) -> Iterator[tuple[int, list[str], list[str]]]:
    """(place among the asked, editions, when they were published) of the newest stories about each thing, the newest of
    them first, but the oldest of the dates, spelled as the database does. Of a long list some sixty say when, by the last
    digits of their ids, which is to say at random. What nothing is about is left out."""
    sql, params = _STATEMENT[connection.vendor](asked, at)
    with kept_plans(), connection.cursor() as cursor:
        cursor.execute(sql, params)
        found = cursor.fetchall()
    for place, stories, published in found:  # outside, where what the caller asks meanwhile keeps no plan
        if stories:
            yield place, stories.split(","), (published or "").split(",")[::-1]


# -- one statement ----------------------------------------------------------------------------------------------


def _part_by_part(asked: Sequence[Asked], at: datetime) -> tuple[str, list[Any]]:
    """A part of a union for each thing, as many kinds of statement as there are numbers of things."""
    selects: list[str] = []
    params: list[Any] = []
    for place, thing in enumerate(asked):
        sql, given = _OF_ONE[thing.kind].sql(key=thing.key, at=at)
        # SQLite joins anything as text by itself, and takes longer where it is told to. Text that the ORM wrote is
        # joined by hand, because it can't put a limit on each part of a union.
        selects.append(
            f"SELECT {place}, GROUP_CONCAT(story), GROUP_CONCAT(published_at) FILTER (WHERE story %% %s = 0) "  # noqa: S608
            f"FROM ({sql} LIMIT %s) AS part_{place}"
        )
        params += [thing.every, *given, thing.most]
    return " UNION ALL ".join(selects), params


def _kind_by_kind(asked: Sequence[Asked], at: datetime) -> tuple[str, list[Any]]:
    """The same text whatever is asked, so that PostgreSQL keeps its plan: a union planned each time takes half of the
    whole. SQLite has no limit that differs from row to row."""
    by_kind: defaultdict[int, list[dict[str, int]]] = defaultdict(list)
    for place, thing in enumerate(asked):
        by_kind[thing.kind].append({"place": place, "every": thing.every, **thing._asdict()})
    selects: list[str] = []
    params: list[Any] = []
    for kind, newest in _OF_EACH.items():
        sql, given = newest.sql(at=at)
        selects.append(
            "SELECT asked.place, told.* FROM json_to_recordset(%s) AS asked (place int, key bigint, most int, every int) "  # noqa: S608
            "CROSS JOIN LATERAL (SELECT STRING_AGG(CAST(story AS text), ','), "
            "STRING_AGG(CAST(published_at AS text), ',') FILTER (WHERE story %% asked.every = 0) "
            f"FROM ({sql} LIMIT asked.most) AS part) AS told"
        )
        params += [json.dumps(by_kind[kind]), *given]
    return " UNION ALL ".join(selects), params


_STATEMENT: dict[str, Callable[[Sequence[Asked], datetime], tuple[str, list[Any]]]] = {
    "sqlite": _part_by_part,
    "postgresql": _kind_by_kind,
}


# -- of which each part is made ---------------------------------------------------------------------------------

Key = int | RawSQL


def _newest(rows: QuerySet[Any], story: str) -> QuerySet[Any, Any]:
    return rows.order_by("-published_at", f"-{story}").annotate(story=F(story)).values_list("story", "published_at")


def _newest_tagged(key: Key, at: datetime) -> QuerySet[Any, Any]:
    return _newest(TaggedEdition.objects.live(at).filter(tag=key), "content_object_id")


def _newest_named(key: Key, at: datetime) -> QuerySet[Any, Any]:
    # Who wrote both says little; who is in both says much.
    return _newest(Mention.objects.live(at).filter(person=key).exclude(role=Mention.As.BYLINE), "edition_id")


def _newest_with_visual(key: Key, at: datetime) -> QuerySet[Any, Any]:
    return _newest(VisualUse.objects.live(at).filter(visual=key), "edition_id")


def _newest_of_source(key: Key, at: datetime) -> QuerySet[Any, Any]:
    return _newest(Edition.objects.live(at).filter(source=key), "pk")


def _newest_in_section(key: Key, at: datetime) -> QuerySet[Any, Any]:
    return _newest(Edition.objects.live(at).filter(section=key), "pk")


_NEWEST: dict[int, Callable[[Key, datetime], QuerySet[Any, Any]]] = {
    Term.Kind.TAG: _newest_tagged,
    Term.Kind.PERSON: _newest_named,
    Term.Kind.VISUAL: _newest_with_visual,
    Term.Kind.SOURCE: _newest_of_source,
    SECTION: _newest_in_section,
}
_OF_ONE = {kind: Prepared(newest) for kind, newest in _NEWEST.items()}
_OF_EACH = {kind: Prepared(partial(newest, RawSQL("asked.key", ()))) for kind, newest in _NEWEST.items()}
