"""What the quotation finder hands back: plain values, all offsets in code points of the text it was given."""

from __future__ import annotations

from dataclasses import dataclass, field

RULES_VERSION = "2"
LONGEST_TEXT = 200_000  # code points

Offsets = tuple[int, int]


class TextTooLong(ValueError):
    """The text has more than `LONGEST_TEXT` code points; the message says how many."""


@dataclass(slots=True)
class Quote:
    """One quotation: the words between the marks, in as many pieces as an attribution cut them into.

    `pieces`, `nested` and `insertions` are lists of (start, end), marks and brackets excluded and included
    respectively, each inside one paragraph. `speaker` is a canonical name, or None where nobody is named;
    `label` is the source as written ("K. Dot", "he", "a spokesman") or "". `kind` is speech, fragment or lyric
    (title and scare in `Extraction.other`). `confidence` is between 0 and 1: from .8 a desk may preselect.
    `candidates` are at most three (name, score) pairs, best first.
    """

    pieces: list[Offsets]
    kind: str
    speaker: str | None = None
    label: str = ""
    confidence: float = 0.0
    rule: str = ""
    candidates: list[tuple[str, float]] = field(default_factory=list)
    source: Offsets | None = None
    cue: Offsets | None = None
    nested: list[Offsets] = field(default_factory=list)
    insertions: list[Offsets] = field(default_factory=list)
    unclosed: bool = False


@dataclass(frozen=True, slots=True)
class Mention:
    """A person or work named in the text. `name` is None while two people share the words: see `candidates`."""

    start: int
    end: int
    kind: str  # "person" or "work"
    name: str | None
    candidates: tuple[str, ...] = ()
    in_quote: bool = False


@dataclass(frozen=True, slots=True)
class Flag:
    """Something about the text that an editor should look at, such as a mark that nothing closes."""

    start: int
    end: int
    reason: str


@dataclass(slots=True)
class Extraction:
    """All that was found in one text: `quotes` are somebody's words; `other` are marked titles and scare words."""

    text_sha256: str
    quotes: list[Quote] = field(default_factory=list)
    other: list[Quote] = field(default_factory=list)
    mentions: list[Mention] = field(default_factory=list)
    flags: list[Flag] = field(default_factory=list)
    rules_version: str = RULES_VERSION
