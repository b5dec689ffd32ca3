"""Names in running text: where one starts, and which words before it are an office, a role or a title."""

from __future__ import annotations

from dataclasses import dataclass

from . import lexicon
from .firstnames import FIRST_NAMES
from .names import fold
from .reporting import is_name_word
from .tokens import Token

NAME, PRONOUN, LABEL = "name", "pronoun", "label"


_OFFICES_ALONE = {
    "president",
    "senator",
    "governor",
    "mayor",
    "speaker",
    "chairman",
    "chairwoman",
    "secretary",
    "minister",
    "ambassador",
    "congressman",
    "congresswoman",
    "representative",
    "attorney",
    "sheriff",
    "officer",
    "director",
    "leader",
    "chancellor",
    "republican",
    "democrat",
}

_HEADS = {
    "chairman",
    "chairwoman",
    "chair",
    "director",
    "secretary",
    "leader",
    "president",
    "minister",
    "speaker",
    "manager",
    "editor",
}

OFFICES = {
    "secretary",
    "director",
    "speaker",
    "minister",
    "attorney",
    "chief",
    "chairman",
    "duke",
    "prince",
    "earl",
    "president",
    "bishop",
    "archbishop",
}

PARTISANS = {"republican", "democrat", "conservative", "socialist", "californian", "texan", "londoner"}


@dataclass(slots=True)
class Source:
    """A source phrase: tokens first..last (exclusive) of its paragraph, `words` the name in it, if any."""

    kind: str
    first: int
    last: int
    words: tuple[str, ...] = ()
    head: str = ""
    title: str = ""  # m or f by Mr., Mrs., actress, his wife; else ""
    found_at: int = -1  # token of the name


def name_ending(tokens: list[Token], lo: int, end: int) -> Source | None:
    """The name that ends at `end`: the run of capital words, without the office before it."""
    found = tokens[end - 1].found
    first = end - 1
    while first > lo and _joins(tokens, first):
        first -= 1
    title = (
        next(
            (noun_gender(token.low) or lexicon.HONORIFICS.get(token.low, "") for token in reversed(tokens[lo:first])),
            "",
        )
        if first > lo
        else ""
    )
    if found is not None:
        start = end - 1
        while start > first and tokens[start - 1].found is found:
            start -= 1
        exact = start == first or tokens[start - 1].low in lexicon.CAPITAL_ROLES or tokens[start - 1].possessive
        if exact:
            return Source(NAME, lo, end, tuple(token.text for token in tokens[start:end]), title=title, found_at=start)
    first, honorific = _strip_office(tokens, first, end)
    words = tuple(token.text for token in tokens[first:end])
    if first > lo and tokens[first - 1].low == "the" and tokens[end - 1].found is None:
        title = title or ""
        words = (tokens[first - 1].text, *words) if tokens[first - 1].capital else words
    if words and words[-1].lower() in PARTISANS and tokens[lo].low in lexicon.DETERMINERS:
        return Source(LABEL, lo, end, head=words[-1].lower())
    if len(words) == 1 and (words[0].lower() in _OFFICES_ALONE or words[0].lower() in lexicon.COLLECTIVES):
        return Source(LABEL, lo, end, head=words[0].lower(), title=noun_gender(words[0].lower()))
    return Source(NAME, lo, end, words, title=honorific or title, found_at=first)


def _joins(tokens: list[Token], at: int) -> bool:
    """Whether the word before belongs to the same name as the word at `at`."""
    before = tokens[at - 1]
    if before.possessive or before.span >= 0:
        return False
    if tokens[at].low == "of":
        return before.low in OFFICES
    if before.low == "of" and at > 1 and tokens[at - 2].low in OFFICES and tokens[at - 2].capital:
        return True
    if before.low in lexicon.PARTICLES and not before.capital:
        here = at - 1
        while here > 0 and tokens[here].low in lexicon.PARTICLES and not tokens[here].capital:
            here -= 1
        return is_name_word(tokens[here])
    if before.text in {"&", "+"}:
        return at > 1 and is_name_word(tokens[at - 2])
    return is_name_word(before)


def _strip_office(tokens: list[Token], first: int, end: int) -> tuple[int, str]:
    """Move past “House Speaker” and “Mr.”; a known first name inside a long run starts the name."""
    gender = ""
    for at in range(first, end - 1):
        if (
            tokens[at].low in FIRST_NAMES
            and at > first
            and tokens[at].low not in lexicon.CAPITAL_ROLES
            and end - at >= 2
        ):
            return at, gender
        gender = gender or lexicon.HONORIFICS.get(tokens[at].low, "") or noun_gender(tokens[at].low)
    office = max((at for at in range(first, end - 2) if tokens[at].low in _HEADS), default=-1)
    first = max(first, office + 1)  # RNC Chairman Rolf Priest
    while first < end - 1 and (
        tokens[first].low in lexicon.CAPITAL_ROLES
        or tokens[first].low in lexicon.PERSON_NOUNS
        or tokens[first].low == "of"
    ):
        first += 1
    return first, gender


def noun_gender(noun: str) -> str:
    return "f" if noun in lexicon.FEMALE else "m" if noun in lexicon.MALE else ""


def folded(words: tuple[str, ...]) -> tuple[str, ...]:
    """A name’s words as they are compared."""
    return tuple(fold(word.rstrip(".")) for word in words)
