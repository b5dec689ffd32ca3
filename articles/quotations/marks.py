"""Quotation marks: which signs are marks, and which two belong together, paragraph by paragraph.

Apostrophes (O’Connor, ’90s, rock ’n’ roll, the fans’ bus), inches (7") and feet (6’2”) are not marks. Double marks
carry speech; single ones carry it where a text uses no double ones outside them (British use), else they stand
for a quotation inside a quotation, or for a title.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from .blocks import Block

_SIGNS = re.compile("``|''|‘‘|’’|[\"“”„‟«»‹›‘’‚‛']")
_ELISION = re.compile(
    r"(?:\d\d|em|til|cause|n|tis|twas|bout|round|cuz|neath|gainst|ere|cept|nuff|fraid|nother)(?:s|[’'])?(?![^\W_])",
    re.IGNORECASE,
)
_OPENS_AFTER = " \t\u00a0\u2009\u202f([{—–-/…:,\n"
DOUBLE, SINGLE = "double", "single"


@dataclass(slots=True)
class Span:
    """The words between two marks. `before` and `after` are the outer edges, marks included."""

    start: int
    end: int
    before: int
    after: int
    style: str = DOUBLE
    closed: bool = True
    continued: bool = False  # the same words go on in the next paragraph, which opens with a mark again
    nested: list[tuple[int, int]] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Mark:
    start: int
    end: int
    style: str
    opens: bool
    closes: bool


def _marks(text: str, block: Block) -> list[_Mark]:
    """The signs of a paragraph that can be marks, with the sides they can be."""
    marks = []
    for match in _SIGNS.finditer(text, block.start, block.end):
        before = text[match.start() - 1] if match.start() > block.start else " "
        after = text[match.end()] if match.end() < block.end else " "
        mark = _double(match, before, after) if match.group() in _DOUBLES else _single(text, match, before, after)
        if mark is not None:
            marks.append(mark)
    return marks


_DOUBLES = frozenset(["``", "''", "‘‘", "’’", '"', "“", "”", "„", "‟", "«", "»"])


def _double(match: re.Match[str], before: str, after: str) -> _Mark | None:
    sign = match.group()
    free_left, free_right = (
        before in _OPENS_AFTER or before in "“‘\"'«„",
        after.isspace() or after in ".,;:!?)]}—–-…”’\"'»",
    )
    if sign in ("``", "‘‘"):
        return _Mark(*match.span(), DOUBLE, True, False)
    if sign in "“„‟«":  # a wrong one closes: “It is loud,“ said …
        return _Mark(*match.span(), DOUBLE, not (free_right and not free_left), not free_left or sign == "“")
    if sign in ("”", "»", "''", "’’"):
        return _Mark(*match.span(), DOUBLE, free_left and not free_right, True)
    if free_left == free_right:  # spaced or glued on both sides: whichever is due
        return _Mark(*match.span(), DOUBLE, True, True)
    return _Mark(*match.span(), DOUBLE, free_left, free_right)


def _single(text: str, match: re.Match[str], before: str, after: str) -> _Mark | None:
    sign = match.group()
    if sign in "‚‹":
        return _Mark(*match.span(), SINGLE, True, False)
    if sign == "›":
        return _Mark(*match.span(), SINGLE, False, True)
    if before.isalnum() and after.isalnum():
        return None  # an apostrophe, feet and inches
    opens = (before in _OPENS_AFTER or before in '“"«') and (after.isalnum() or after in '“"«$[(….—') and sign != "’"
    if not before.isalnum() and not after.isspace() and sign != "‘" and _ELISION.match(text, match.end()):
        return None
    if opens and _ELISION.match(text, match.end()):
        return None
    closes = not before.isspace() and not opens and sign != "‘"
    return _Mark(*match.span(), SINGLE, opens, closes) if opens or closes else None


def _is_measure(text: str, mark: _Mark, later: int, is_open: bool) -> bool:
    """Inches after a figure: 12" vinyl. Inside an open quotation only if another mark can still close it."""
    if text[mark.start : mark.end] not in ('"', "”", "''") or not text[mark.start - 1 : mark.start].isdigit():
        return False
    word = text[mark.end : mark.end + 2]
    return not is_open or (later % 2 == 1 and len(word) == 2 and word[0] in " -" and word[1].islower())


def _closing_ahead(text: str, marks: list[_Mark], at: int) -> bool:
    """Whether the singles after a plural’s apostrophe hold a surer closing mark before the next opening one."""
    for mark in marks[at + 1 : at + 6]:
        if mark.style == SINGLE and mark.opens:
            return False
        if mark.style == SINGLE and mark.closes:
            return text[mark.start - 1] in ".,?!…—" or text[mark.start - 1] != "s"
    return False


def _is_apostrophe(text: str, marks: list[_Mark], at: int) -> bool:
    """The fans’ bus, droppin’ bombs: a word goes on after it, and a surer closing mark is to come."""
    mark = marks[at]
    glued = text[mark.start - 1].isalpha()
    return glued and text[mark.end : mark.end + 1] == " " and _closing_ahead(text, marks, at)


def _pair(text: str, block: Block, marks: list[_Mark], outer: str) -> list[Span]:
    """Pair the marks of one style; those of the other inside a pair are nested."""
    spans: list[Span] = []
    opened: _Mark | None = None
    inner: list[_Mark] = []
    left = [0] * (len(marks) + 1)  # how many marks of the outer style are still to come
    for at in range(len(marks) - 1, -1, -1):
        left[at] = left[at + 1] + (marks[at].style == outer)
    for at, mark in enumerate(marks):
        if mark.style != outer:
            inner += [mark] if opened else []
        elif outer == DOUBLE and _is_measure(text, mark, left[at + 1], opened is not None):
            continue
        elif opened is None:
            if mark.opens:
                opened, inner = mark, []
        elif mark.closes and not (outer == SINGLE and _is_apostrophe(text, marks, at)):
            spans.append(_span(text, opened, mark.start, mark.end, inner, outer))
            opened = None
        elif mark.opens and text[mark.start] in '“„«"' and text[opened.start] in '“„«"':
            inner.append(mark)
            if text[mark.start] == text[opened.start] == "“" and left[at + 1] % 2 == 1:
                spans.append(_span(text, opened, mark.start, mark.start, inner, outer, closed=False))
                opened, inner = mark, []
    if opened is not None:
        spans.append(_span(text, opened, block.end, block.end, inner, outer, closed=False))
    return spans


def _span(
    text: str, opened: _Mark, end: int, after: int, inner: list[_Mark], style: str, *, closed: bool = True
) -> Span:
    start = opened.end
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return Span(start, end, opened.start, after, style, closed, nested=_nested(inner, start, end))


def _nested(marks: list[_Mark], start: int, end: int) -> list[tuple[int, int]]:
    found, opened = [], None
    for mark in marks:
        if opened is None and mark.opens:
            opened = mark
        elif opened is not None and mark.closes:
            if start <= opened.end < mark.start <= end:
                found.append((opened.end, mark.start))
            opened = None
    return found


def _is_british(text: str, blocks: list[tuple[Block, list[_Mark]]]) -> bool:
    """Whether single marks carry the speech: some end with a comma or stop inside, and no double one is outside."""
    spoken = 0
    for block, marks in blocks:
        singles = [span for span in _pair(text, block, marks, SINGLE) if span.closed]
        spoken += sum(text[span.end - 1] in ",.?!…—" and span.end > span.start for span in singles)
        at = 0
        for mark in marks:
            if mark.style != DOUBLE:
                continue
            while at < len(singles) and singles[at].after <= mark.start:
                at += 1
            if (at == len(singles) or mark.start < singles[at].before) and not _is_measure(text, mark, 0, False):
                return False
    return spoken > 0


def find_spans(text: str, blocks: list[Block]) -> list[list[Span]]:
    """The marked spans of each block, in order, none inside another."""
    marked = [(block, _marks(text, block) if block.prose else []) for block in blocks]
    british = _is_british(text, marked)
    found: list[list[Span]] = []
    for block, marks in marked:
        spans = [] if british else _pair(text, block, marks, DOUBLE)
        edges = [(span.before, span.after) for span in spans]
        rest = [mark for mark in marks if british or not _inside(mark.start, edges)]
        spans += [span for span in _pair(text, block, rest, SINGLE) if span.closed or british]
        found.append(sorted((span for span in spans if span.end > span.start), key=lambda span: span.start))
    _continue(text, blocks, found)
    return [_separate(spans) for spans in found]


def _inside(place: int, edges: list[tuple[int, int]]) -> bool:
    low, high = 0, len(edges)
    while low < high:
        middle = (low + high) // 2
        if edges[middle][1] <= place:
            low = middle + 1
        else:
            high = middle
    return low < len(edges) and edges[low][0] <= place


def _separate(spans: list[Span]) -> list[Span]:
    kept: list[Span] = []
    for span in spans:
        if not kept or span.before >= kept[-1].after:
            kept.append(span)
    return kept


def _continue(text: str, blocks: list[Block], found: list[list[Span]]) -> None:
    """A paragraph whose last mark nothing closes goes on in the next, if that one opens with a mark."""
    for at, spans in enumerate(found[:-1]):
        following = found[at + 1]
        if spans and not spans[-1].closed and following:
            lead = text[blocks[at + 1].start : following[0].before]
            spans[-1].continued = not lead.strip() and text[spans[-1].end - 1] not in ",;"
