"""A paragraph as the rules see it: words and signs, each quotation one token, cut into sentences."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass, field

from . import lexicon, verbs
from .blocks import Block
from .marks import Span
from .names import Found

# A full stop inside a word only after a single letter (K.Dot, U.S) or between figures.
_TOKEN = re.compile(
    r"[$@#]?[^\W_](?:[^\W_]|[\u0300-\u036f]|[’'&$!@‐‑-](?=[^\W_])|\.(?<![^\W_][^\W_]\.)(?=[^\W_])|(?<=\d)[.,](?=\d))*|[^\w\s]|_"
)
_LONGEST_SENTENCE = 100  # tokens; a cut in what is hardly prose keeps the time linear
_INITIALS = re.compile(r"[^\W\d_](?:\.[^\W\d_])*")
_STARTERS = (
    lexicon.PRONOUNS
    | lexicon.DETERMINERS
    | {"but", "and", "in", "on", "at", "when", "as", "after", "for", "there", "if"}
)


@dataclass(slots=True)
class Token:
    """A word without its possessive ’s, a sign, or (text "", `span` >= 0) a whole quotation."""

    start: int
    end: int
    text: str
    low: str
    capital: bool = False
    possessive: bool = False
    span: int = -1
    found: Found | None = None  # the name in the dictionary that this word is part of

    @property
    def word(self) -> bool:
        return self.span < 0 and (self.text[0].isalnum() or len(self.text) > 1)


@dataclass(slots=True)
class Paragraph:
    """The tokens of one block, and for each the index of the first token of its sentence."""

    block: Block
    spans: list[Span]
    tokens: list[Token] = field(default_factory=list)
    sentence: list[int] = field(default_factory=list)
    place: list[int] = field(default_factory=list)  # token index of each span
    telling: list[int] = field(default_factory=list)  # tokens that may be a reporting verb or noun, or a semicolon

    def telling_in(self, lo: int, hi: int) -> list[int]:
        """The telling tokens from `lo` up to `hi`, exclusive."""
        return self.telling[bisect_left(self.telling, lo) : bisect_left(self.telling, hi)]

    def sentence_end(self, at: int) -> int:
        """Index after the last token of the sentence that token `at` is in."""
        return bisect_right(self.sentence, self.sentence[at], lo=at)


def read_paragraph(text: str, block: Block, spans: list[Span], found: list[Found]) -> Paragraph:
    """Cut a block into tokens; `found` are the dictionary's names inside it, in order."""
    paragraph = Paragraph(block, spans)
    at = block.start
    for number, span in enumerate(spans):
        _read(text, at, span.before, paragraph.tokens)
        paragraph.place.append(len(paragraph.tokens))
        paragraph.tokens.append(Token(span.before, span.after, "", "", span=number))
        at = span.after
    if block.prose:
        _read(text, at, block.end, paragraph.tokens)
    _mark_names(paragraph.tokens, found)
    _cut(text, paragraph)
    paragraph.telling = [at for at, token in enumerate(paragraph.tokens) if token.low in _TELLING or token.text == ";"]
    return paragraph


_TELLING = verbs.CUES.keys() | lexicon.SPEECH_NOUNS | {"put", "puts", "according"}


def _read(text: str, start: int, end: int, tokens: list[Token]) -> None:
    skip = start
    for match in _TOKEN.finditer(text, start, end):
        if match.start() < skip:
            continue
        word, stop = match.group(), match.end()
        if stop < end and text[stop] == "." and _takes_point(word):
            stop += 1
            word += "."
        skip = stop
        possessive = len(word) > 2 and word[-2] in "'’" and word[-1] in "sS"
        if possessive:
            word = word[:-2]
        elif stop < end and text[stop] in "'’" and word[-1] == "s" and word[0].isupper():
            possessive = True  # the Herons’ bus
        tokens.append(Token(match.start(), stop, word, word.lower().replace("’", "'"), word[0].isupper(), possessive))


def _takes_point(word: str) -> bool:
    low = word.lower()
    if low in lexicon.ABBREVIATIONS:
        return word[0].isupper() and low not in {"no", "miss", "may", "mass", "wash", "ill", "ore", "pa", "me", "md"}
    return _INITIALS.fullmatch(word) is not None and word[0].isupper() and word != "I"


def _mark_names(tokens: list[Token], found: list[Found]) -> None:
    at = 0
    for name in found:
        while at < len(tokens) and tokens[at].end <= name.start:
            at += 1
        here = at
        while here < len(tokens) and tokens[here].start < name.end:
            if tokens[here].span < 0:
                tokens[here].found = name
            here += 1


def _cut(text: str, paragraph: Paragraph) -> None:
    first = 0
    for at, token in enumerate(paragraph.tokens):
        paragraph.sentence.append(first)
        following = paragraph.tokens[at + 1] if at + 1 < len(paragraph.tokens) else None
        if following is not None and (_ends(text, paragraph, token, following) or at - first >= _LONGEST_SENTENCE):
            first = at + 1


def _ends(text: str, paragraph: Paragraph, token: Token, following: Token) -> bool:
    starts = following.span >= 0 or following.capital or following.text[0].isdigit() or following.text in "([—"
    if token.span >= 0:
        span = paragraph.spans[token.span]
        last = text[span.end - 1]
        return (last == "." and (following.capital or following.span >= 0)) or (last in "?!" and following.span >= 0)
    if token.text in {".", "?", "!"}:
        return starts
    if token.text.endswith(".") and len(token.text) > 1:  # an abbreviation may end a sentence too
        return (
            following.capital and following.low in _STARTERS and following.low != "i" and token.low not in _BEFORE_NAMES
        )
    return False


_BEFORE_NAMES = {name for name in lexicon.CAPITAL_ROLES if name.endswith(".")}


def is_nickname(text: str, paragraph: Paragraph, at: int) -> bool:
    """Eddie “Two Sticks” Moran: a few words without a sign, between two parts of a name."""
    tokens = paragraph.tokens
    if not 0 < at < len(tokens) - 1 or tokens[at].span < 0:
        return False
    span, left, right = paragraph.spans[tokens[at].span], tokens[at - 1], tokens[at + 1]
    words = text[span.start : span.end]
    named = (
        left.capital and right.capital and left.span < 0 and not left.possessive and left.low not in lexicon.NOT_NAMES
    )
    return (
        named
        and right.low not in lexicon.NOT_NAMES
        and len(words) <= 30
        and words.count(" ") <= 2
        and words[-1] not in ".,?!;:…"
    )
