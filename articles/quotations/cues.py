"""Attributions: the words around a quotation that say whose it is.

In order of trust: after it (“…,” said X; “…,” X said), before it (X said, “…”; X called it “…”), at the end of its
sentence, by a noun (X’s statement: “…”), by the mere subject of its sentence. The base scores are what each rule
reached on annotated news when these rules were first tried, rounded down.
"""

from __future__ import annotations

from dataclasses import dataclass

from . import lexicon
from .namephrases import Source
from .phrases import read_phrase
from .reporting import cue_kind
from .tokens import Token

WINDOW = 60  # tokens looked at on either side


@dataclass(slots=True)
class Attribution:
    """Who is said to have said it: `source` in tokens of the paragraph, `cue` the reporting word's token or -1."""

    source: Source
    rule: str
    score: float
    cue: int = -1
    verb: str = ""
    adjacent: bool = True


def according(tokens: list[Token], at: int, end: int) -> Attribution | None:
    lo = at + 2 if tokens[at].low == "according" else at + 1
    source = read_phrase(tokens, lo, min(end, lo + 25)) if lo < end else None
    return Attribution(source, "according to", 0.9, at, "according") if source else None


def is_passive(tokens: list[Token], at: int, start: int) -> bool:
    """was told, when asked, if asked: not this subject’s words."""
    if cue_kind(tokens, at) != "past":
        return False
    here = at - 1
    while here >= start and (tokens[here].low in lexicon.ADVERBS or tokens[here].low.endswith("ly")):
        here -= 1
    if here < start:
        return tokens[at].low in {"asked", "told", "questioned", "pressed", "challenged", "reminded"}
    return tokens[here].low in {"was", "were", "is", "are", "been", "being", "be", "when", "if", "got"}
