"""What was typed, taken apart: words, phrases, what must not stand, filters. Any text is a query; none is an error."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from articles.search import words

LONGEST = 200
_MOST_PARTS = 12
_MOST_NAME_WORDS = 4
_PART = re.compile(r"""(-?)(?:(speaker|tag):)?(?:["“”„]([^"“”„]*)["“”„]?|(\S+))""", re.IGNORECASE)


@dataclass(frozen=True)
class Part:
    """Words that stand together: one, or a phrase. `start` is a word's open beginning (“kend*”), folded."""

    spelled: str
    tokens: tuple[str, ...]
    start: str = ""
    is_common: bool = False


@dataclass(frozen=True)
class Group:
    """All of these words, or else any of these marks: “k dot” is two words, or the person whom they name."""

    parts: list[Part]
    marks: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Wanted:
    """What an engine looks for: every group, one mark of each filter, and nothing of what is unwanted."""

    groups: list[Group]
    filters: list[list[str]]
    unwanted: list[Part]


@dataclass(frozen=True)
class Query:
    """`text` is what was typed, cut to size; `speakers` and `tags` are names to filter by."""

    text: str
    wanted: list[Part] = field(default_factory=list)
    unwanted: list[Part] = field(default_factory=list)
    speakers: list[str] = field(default_factory=list)
    tags: list[str] = field(default_factory=list)

    @property
    def is_empty(self) -> bool:
        return not (self.wanted or self.speakers or self.tags)

    @property
    def name(self) -> str:
        """All words as one name: “kendrick lam”."""
        return " ".join(part.spelled for part in self.wanted)

    def names_within(self) -> list[tuple[int, int, str]]:
        """Runs of neighbouring words that may be a name, the longest first: (from, to, the words)."""
        size = len(self.wanted)
        runs = [
            (start, start + length)
            for length in range(min(size, _MOST_NAME_WORDS), 0, -1)
            for start in range(size - length + 1)
        ]
        return [(start, end, " ".join(part.spelled for part in self.wanted[start:end])) for start, end in runs]


def parse(typed: str) -> Query:
    """Takes the first 200 characters and twelve parts. A minus excludes, a star at a word's end leaves it open."""
    text = " ".join("".join(char if char.isprintable() else " " for char in typed[: LONGEST * 4]).split())[:LONGEST]
    query = Query(text)
    for minus, label, phrase, word in _PART.findall(text)[:_MOST_PARTS]:
        spelled = phrase or word
        if label:
            (query.speakers if label.lower() == "speaker" else query.tags).append(spelled.strip(' "“”„'))
            continue
        part = _part(spelled, is_phrase=bool(phrase))
        if part:
            (query.unwanted if minus else query.wanted).append(part)
    return query


def _part(spelled: str, *, is_phrase: bool) -> Part | None:
    found = words.WORD.findall(spelled)
    if not found:
        return None
    start = words.fold(found[-1]) if spelled.endswith("*") and not is_phrase and len(found) == 1 else ""
    is_common = not is_phrase and spelled.lower() in words.COMMON
    return Part(spelled.rstrip("*"), tuple(words.token(word) for word in found), start, is_common)


def _telling(parts: list[Part]) -> list[Part]:
    """Without words of grammar, unless there are no others."""
    return [part for part in parts if not part.is_common] or parts


def groups_of(query: Query, named: dict[str, list[str]]) -> list[Group]:
    """The words in order; a run of them that is a name may stand for its noun. `named` maps names to marks.

    Words of grammar are left out where others are: “the weeknd in paris” looks for weeknd and paris.
    """
    groups: dict[int, Group] = {}
    covered: set[int] = set()
    for start, end, name in query.names_within():
        marks = named.get(name)
        if marks and covered.isdisjoint(range(start, end)):
            groups[start] = Group(_telling(query.wanted[start:end]), marks)
            covered.update(range(start, end))
    alone = {place: part for place, part in enumerate(query.wanted) if place not in covered}
    has_others = bool(groups) or any(not part.is_common for part in alone.values())
    groups |= {place: Group([part]) for place, part in alone.items() if not (part.is_common and has_others)}
    return [groups[place] for place in sorted(groups)]
