"""Who did what at the desk: moves, the front page, and every change made in the admin, on one list.

Nothing is written twice: the rows that do things are read where they stand. Moves can't be changed or deleted.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib.admin.models import LogEntry
from django.db.models import QuerySet

from articles.models import FrontPlace, Merge, Move, RelatedChoice

KINDS = {
    "move": "Moves",
    "front": "Front page",
    "related": "Related stories",
    "merge": "Merges",
    "admin": "Everything else in the admin",
}
PAGE = 100
# In one file: a spreadsheet takes no more than a million rows, and a server should not be asked for ten.
MOST_IN_FILE = 50_000
# What a spreadsheet takes for the beginning of a formula, also in its full-width forms.
_FORMULA = tuple("=+-@＝＋－＠|%\t\r\n")


@dataclass(frozen=True)
class Line:
    at: datetime
    who: str
    kind: str
    what: str
    about: str
    note: str


@dataclass(frozen=True)
class Wanted:
    """Empty and None: not asked. `before` pages: only what is older."""

    kind: str = ""
    who: int | None = None
    since: datetime | None = None
    before: datetime | None = None


def lines(wanted: Wanted, most: int = PAGE) -> list[Line]:
    """The newest that are wanted, newest first; one query a kind."""
    found: list[Line] = []
    if wanted.kind in ("", "move"):
        moves = _narrowed(Move.objects.select_related("article", "by").defer("article__body"), wanted, "at", "by")
        found += [_move(row) for row in moves[:most]]
    if wanted.kind in ("", "front"):
        found += _front(wanted, most)
    if wanted.kind in ("", "related"):
        found += _related(wanted, most)
    if wanted.kind in ("", "merge"):
        found += _merges(wanted, most)
    if wanted.kind in ("", "admin"):
        log = LogEntry.objects.select_related("user", "content_type")
        found += [_entry(row) for row in _narrowed(log, wanted, "action_time", "user")[:most]]
    return sorted(found, key=lambda line: line.at, reverse=True)[:most]


def _narrowed(rows: QuerySet[Any], wanted: Wanted, at: str, who: str) -> QuerySet[Any]:
    asked = {f"{at}__gte": wanted.since, f"{at}__lt": wanted.before, who: wanted.who}
    return rows.filter(**{name: value for name, value in asked.items() if value is not None}).order_by(f"-{at}", "-pk")


def _front(wanted: Wanted, most: int) -> list[Line]:
    rows = FrontPlace.objects.select_related("article", "visual", "section", "placed_by", "taken_by").defer(
        "article__body"
    )
    placed = _narrowed(rows, wanted, "placed_at", "placed_by")[:most]
    taken = _narrowed(rows.filter(taken_at__isnull=False), wanted, "taken_at", "taken_by")[:most]
    found = [_place(row, row.placed_at, row.placed_by, "Pinned") for row in placed]
    return found + [_place(row, row.taken_at, row.taken_by, "Taken out") for row in taken]


def _related(wanted: Wanted, most: int) -> list[Line]:
    rows = RelatedChoice.objects.select_related("article", "other", "made_by", "taken_by")
    rows = rows.defer("article__body", "other__body")
    made = _narrowed(rows, wanted, "made_at", "made_by")[:most]
    taken = _narrowed(rows.filter(taken_at__isnull=False), wanted, "taken_at", "taken_by")[:most]
    found = [_choice(row, row.made_at, row.made_by, "") for row in made]
    return found + [_choice(row, row.taken_at, row.taken_by, "Taken back: ") for row in taken]


def _merges(wanted: Wanted, most: int) -> list[Line]:
    rows = Merge.objects.select_related("merged_by", "undone_by").defer("moved", "dropped")
    merged = _narrowed(rows, wanted, "merged_at", "merged_by")[:most]
    undone = _narrowed(rows.filter(undone_at__isnull=False), wanted, "undone_at", "undone_by")[:most]
    found = [_merge(row, row.merged_at, row.merged_by, "Merged") for row in merged]
    return found + [_merge(row, row.undone_at, row.undone_by, "Merge undone:") for row in undone]


def _choice(row: RelatedChoice, at: Any, by: Any, before: str) -> Line:
    return Line(at, _name(by), "related", f"{before}{row.get_kind_display()}: {row.other}", str(row.article), "")


def _merge(row: Merge, at: Any, by: Any, what: str) -> Line:
    return Line(at, _name(by), "merge", f"{what} {row.get_kind_display().lower()}", str(row), "")


def _move(move: Move) -> Line:
    return Line(move.at, _name(move.by), "move", move.get_verb_display(), str(move.article), move.note)


def _place(row: FrontPlace, at: datetime, by: Any, what: str) -> Line:
    where = row.section or row.get_band_display()
    return Line(at, _name(by), "front", f"{what}: {where} {row.position}", row.what, "")


def _entry(entry: LogEntry) -> Line:
    what = {1: "Added", 2: "Changed", 3: "Deleted"}.get(entry.action_flag, "")
    noun = entry.content_type.name if entry.content_type else ""
    return Line(
        entry.action_time, _name(entry.user), "admin", f"{what} {noun}", entry.object_repr, entry.get_change_message()
    )


def _name(user: Any) -> str:
    return user.get_username() if user else ""


def as_csv(found: Iterable[Line]) -> Iterator[str]:
    """The lines of a file, the first names the columns; times in UTC, every cell quoted and inert."""
    yield _row(["when", "who", "kind", "what", "about", "note"])
    for line in found:
        yield _row([line.at.isoformat(), line.who, line.kind, line.what, line.about, line.note])


def _row(cells: list[str]) -> str:
    buffer = io.StringIO()
    csv.writer(buffer, quoting=csv.QUOTE_ALL).writerow([inert(cell) for cell in cells])
    return buffer.getvalue()


def inert(cell: str) -> str:
    """A cell that no spreadsheet takes for a formula: an apostrophe goes before what would begin one, on any line."""
    text = cell.replace("\x00", "")
    return f"'{text}" if text.lstrip(" \u00a0\u3000\ufeff").startswith(_FORMULA) else text
