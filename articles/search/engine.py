"""What both engines share: the shapes that go in and come out, and which one this database has."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from types import ModuleType
from typing import Any, NamedTuple

from django.db import connection
from django.db.models import QuerySet

from articles.models import SearchDoc
from articles.prepared import Prepared


class Words(NamedTuple):
    """A row's words, folded and joined by blanks. `marks` are what it is about: t12 p7 w3 s1 (see docs.py)."""

    title: str
    body: str
    marks: str


@dataclass(frozen=True)
class Hits:
    """By how well they fit (more is better), their ids, the newest first; and how many there are as far as was counted."""

    alike: dict[float, list[int]]
    total: int


class Live(NamedTuple):
    """`SearchDoc.live()` as the part of a statement that comes after WHERE."""

    sql: str
    params: tuple[Any, ...]


# For the desk, which finds what readers don't see too.
EVERYTHING = Live("TRUE", ())


def live(at: datetime) -> Live:
    sql, params = _LIVE.sql(at=at)
    return Live(sql.partition(" WHERE ")[2], tuple(params))


def _live(at: datetime) -> QuerySet[SearchDoc, Any]:
    return SearchDoc.objects.live(at).order_by().values("pk")


_LIVE = Prepared(_live)


def engine() -> ModuleType:
    """The module for this database: `match`, `hits`, `newest`, `count`, `add`, `empty`, `tidy`."""
    from articles.search import postgresql, sqlite

    return sqlite if connection.vendor == "sqlite" else postgresql
