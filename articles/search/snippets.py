"""The piece of a text in which the words that were looked for stand, with them marked."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from articles.search.query import Part
from articles.search.words import STYLED, fold, token

_LONGEST = 220
_BEFORE = 60
# So far into a text a match is looked for; the words may also have matched by what they mean.
_LOOKED_THROUGH = 40_000

Pieces = list[tuple[str, bool]]


def marked(text: str, parts: Sequence[Part]) -> Pieces:
    """The whole text as (words, is a match), for headlines and quotations."""
    pieces: Pieces = []
    done = 0
    for start, end in matches(text, parts):
        if start > done:
            pieces.append((text[done:start], False))
        pieces.append((text[start:end], True))
        done = end
    return [*pieces, (text[done:], False)] if done < len(text) else pieces


def snippet(text: str, parts: Sequence[Part]) -> Pieces:
    """About two lines around the densest matches; the beginning where nothing matches."""
    found = matches(text[:_LOOKED_THROUGH], parts)
    first = max(found, key=lambda span: _within(found, span[0]), default=(0, 0))[0]
    start = _word_start(text, max(0, first - _BEFORE))
    end = _word_end(text, start + _LONGEST)
    pieces = marked(" ".join(text[start:end].split("\n")), parts)
    return [("… ", False)] * (start > 0) + pieces + [(" …", False)] * (end < len(text))


def matches(text: str, parts: Sequence[Part]) -> list[tuple[int, int]]:
    """Where each wanted word stands: (start, end) in characters. A phrase marks its words wherever they stand."""
    wanted = {cut for part in parts if not part.is_common or len(parts) == 1 for cut in part.tokens}
    starts = tuple(part.start for part in parts if part.start)
    if not wanted:
        return []
    words = _words_from(frozenset(cut[0] for cut in (*wanted, *starts))).finditer(text)
    if not starts:
        return [found.span() for found in words if token(found[0]) in wanted]
    return [found.span() for found in words if token(found[0]) in wanted or fold(found[0]).startswith(starts)]


@lru_cache(maxsize=1_000)
def _words_from(letters: frozenset[str]) -> re.Pattern[str]:
    """Words (words.WORD) that may begin with one of these once they are folded: all that begin outside ASCII may. To
    pass over the others takes a fifth of the time of taking up each."""
    first = "".join(re.escape(letter + letter.upper()) for letter in sorted(letters) if letter.isascii())
    return re.compile(
        rf"[{first}\u0080-\U0010ffff](?<=[^\W_])(?<![^\W_].)(?<![^\W_]{STYLED}.)(?:[^\W_]|{STYLED}(?=[^\W_]))*"
    )


def _within(found: list[tuple[int, int]], start: int) -> int:
    return sum(start <= other < start + _LONGEST - _BEFORE for other, _ in found[:200])


def _word_start(text: str, place: int) -> int:
    return place if place == 0 else text.find(" ", place, place + 40) + 1 or place


def _word_end(text: str, place: int) -> int:
    if place >= len(text):
        return len(text)
    end = text.rfind(" ", place - 40, place)
    return end if end > 0 else place
