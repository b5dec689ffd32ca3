"""What happened to a story, on one line of time: moves, saves, and the windows of its editions."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from articles.models import Article, Edition, Move, Revision

# Of each kind; a story that was saved more often is paged by time.
_MOST = 100
_VIA = {"form": "the form", "board": "the board", "calendar": "the calendar", "list": "the list"}


@dataclass(frozen=True)
class Line:
    """`kind` is "move" or "save"; `who` is empty for the system itself; `state` is what can be compared: "r7", "e2"."""

    at: datetime
    kind: str
    what: str
    who: str
    note: str
    where: str
    state: str

    @property
    def number(self) -> int:
        """The revision's or edition's."""
        return int(self.state[1:] or 0)


@dataclass(frozen=True)
class Timeline:
    lines: list[Line]
    editions: list[Edition]
    older: str


def timeline(article: Article, before: datetime | None = None) -> Timeline:
    """The newest lines, or those before an instant; three queries, whatever the story has been through."""
    moves: Any = Move.objects.filter(article=article).select_related("by", "edition", "revision")
    saves: Any = Revision.objects.filter(article=article).select_related("by").defer("snapshot")
    if before is not None:
        moves, saves = moves.filter(at__lt=before), saves.filter(at__lt=before)
    moves = moves.defer("edition__html", "edition__text", "revision__snapshot")
    found = [_move(row) for row in moves.order_by("-at", "-pk")[:_MOST]]
    found += [_save(row) for row in saves.order_by("-at", "-number")[:_MOST]]
    found.sort(key=lambda line: line.at, reverse=True)
    editions = list(Edition.objects.filter(article=article).defer("html", "text").order_by("-number"))
    older = found[_MOST - 1].at.isoformat() if len(found) >= _MOST else ""
    return Timeline(found[:_MOST], editions, older)


def _move(move: Move) -> Line:
    state = f"e{move.edition.number}" if move.edition else ""
    what = f"{move.get_verb_display()}, edition {move.edition.number}" if move.edition else move.get_verb_display()
    if not move.edition and move.revision:
        what = f"{what} (revision {move.revision.number})"
    return Line(move.at, "move", what, _name(move.by), move.note, _VIA.get(move.via, move.via), state)


def _save(revision: Revision) -> Line:
    what = f"{revision.get_why_display()}: revision {revision.number}"
    return Line(revision.at, "save", what, _name(revision.by), "", "", f"r{revision.number}")


def _name(user: Any) -> str:
    return (user.get_full_name() or user.get_username()) if user else ""
