"""Words as search knows them: the same for texts and for what is typed, and the same on both databases.

Case, accents on Latin letters and apostrophes don't count ("Beyoncé" is beyonce, "don’t" is dont), stylised letters
are plain ("A$AP" is asap), and common English endings are cut ("quotes" and "quoted" are quot).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import pairwise

# What may stand inside a word.
STYLED = "[’'$!€¥£]"
WORD = re.compile(rf"[^\W_]+(?:{STYLED}[^\W_]+)*")
# So much of a text is looked through; no story comes near it.
_MOST_WORDS = 30_000
_MARKS = re.compile(r"([a-z])[\u0300-\u036f]+")
_PLAIN = str.maketrans(
    {"ø": "o", "đ": "d", "ł": "l", "æ": "ae", "œ": "oe", "ð": "d", "þ": "th", "ı": "i", "ß": "ss"}
    | {"$": "s", "!": "i", "€": "e", "¥": "y", "£": "l", "’": "", "'": ""}
)
_ENDINGS = ("ing", "edly", "ed", "es", "s", "ly", "e")
_SHORTEST_STEM = 3
# PostgreSQL takes no longer pair of them; what is longer is found by its beginning.
_LONGEST = 200
# Words of grammar. They are looked for in phrases and where nothing else was typed, and left out otherwise.
COMMON = frozenset(
    [
        "a",
        "an",
        "and",
        "are",
        "as",
        "at",
        "be",
        "but",
        "by",
        "for",
        "from",
        "had",
        "has",
        "have",
        "he",
        "her",
        "his",
        "i",
        "in",
        "is",
        "it",
        "its",
        "my",
        "not",
        "of",
        "on",
        "or",
        "our",
        "she",
        "that",
        "the",
        "their",
        "they",
        "this",
        "to",
        "was",
        "we",
        "were",
        "will",
        "with",
        "you",
        "your",
    ]
)


def tokens(text: str) -> Iterator[str]:
    """The words of a text, folded and cut, in order."""
    for place, found in enumerate(WORD.finditer(text)):
        if place >= _MOST_WORDS:
            return
        yield token(found.group())


def pairs(words: Sequence[str]) -> Iterator[str]:
    """Neighbours: “a b c” is a_b and b_c. No word has a line below in it."""
    return (f"{one}_{other}" for one, other in pairwise(words))


@lru_cache(maxsize=100_000)
def token(word: str) -> str:
    return stem(fold(word))[:_LONGEST]


def fold(word: str) -> str:
    """One word without case, accents, apostrophes and style; what is left is letters and digits."""
    folded = word.casefold()
    if not folded.isascii():
        folded = unicodedata.normalize("NFD", unicodedata.normalize("NFKC", folded))
        folded = unicodedata.normalize("NFC", _MARKS.sub(r"\1", folded.casefold()))
    return "".join(char for char in folded.translate(_PLAIN) if char.isalnum()) or "x"


def stem(word: str) -> str:
    """The word without its commonest English ending; never shorter than three letters."""
    if not word.isascii() or word.isdigit():
        return word
    if word.endswith("ies") and len(word) > _SHORTEST_STEM + 2:
        return f"{word[:-3]}y"
    if word.endswith(("ss", "us", "is")):
        return word
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= _SHORTEST_STEM:
            return _single(word[: -len(ending)])
    return word


def _single(stump: str) -> str:
    """“stopp” of “stopped” is stop; “pass” stays."""
    doubled = len(stump) > _SHORTEST_STEM and stump[-1] == stump[-2] and stump[-1] not in "lsz"
    return stump[:-1] if doubled else stump
