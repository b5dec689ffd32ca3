"""Who did it: from a reporting verb to the phrase that is its subject."""

from __future__ import annotations

from . import lexicon
from .namephrases import LABEL, NAME, Source, name_ending
from .phrases import read_phrase
from .reporting import cue_kind, is_name_word
from .tokens import Token

_BREAKS = {",", ":", ";", "—", "–", "(", ")"}
_REACH = 40  # tokens: how far back a subject is looked for


def subject_of(tokens: list[Token], verb: int, start: int) -> Source | None:
    """The subject of the verb at `verb`, in the sentence that starts at `start`."""
    at, crossed_to = _before_verb(tokens, verb, start)
    if at < start:
        return None
    token, form = tokens[at], cue_kind(tokens, verb)
    if token.span >= 0:
        return leading_subject(tokens, start, at) if form == "ing" else None
    if token.low in {"who", "which", "that"} and at > start:
        comma = tokens[at - 1].text == ","
        return _antecedent(tokens, at - 1 - comma, start) or leading_subject(tokens, start, at)
    if crossed_to or token.low in lexicon.CONJUNCTIONS or token.low in lexicon.PREPOSITIONS or token.low == "as":
        return leading_subject(tokens, clause_start(tokens, at, start), at)
    if form == "ing" and not _has_auxiliary(tokens, at, verb):
        if is_name_word(token) and not token.possessive:
            return phrase_ending(tokens, at, start)  # it led to Marsh saying
        return leading_subject(tokens, clause_start(tokens, at, start), at) or leading_subject(tokens, start, at)
    if token.text == ",":
        return _closed_by_comma(tokens, at, start)
    if token.text in _CLOSERS:
        at = _opened(tokens, at, start) - 1
    return phrase_ending(tokens, at, start) if at >= start else None


def _antecedent(tokens: list[Token], at: int, start: int) -> Source | None:
    """Whom “who” stands for: the phrase that ends at `at`, or in “Marsh, the chair of the board, who” Marsh."""
    source = phrase_ending(tokens, at, start)
    if (
        source is not None
        and source.kind == LABEL
        and source.first > start + 1
        and tokens[source.first - 1].text == ","
    ):
        before = phrase_ending(tokens, source.first - 2, start)
        return before if before is not None and before.kind == NAME else source
    return source


_CLOSERS = {")": "(", "—": "—", "–": "–"}


def _opened(tokens: list[Token], at: int, start: int) -> int:
    """Where the bracket or dash that closes at `at` opened, or `at` itself."""
    opener = _CLOSERS[tokens[at].text]
    return next((here for here in range(at - 1, start, -1) if tokens[here].text == opener), at)


def _before_verb(tokens: list[Token], verb: int, start: int) -> tuple[int, bool]:
    at, crossed_to = verb - 1, False
    while at >= start and tokens[at].span < 0 and not is_name_word(tokens[at]):
        low = tokens[at].low
        if low == "to":
            crossed_to = True
        elif low not in lexicon.ADVERBS and low not in lexicon.AUXILIARIES and not low.endswith("ly"):
            break
        at -= 1
    return at, crossed_to


def _has_auxiliary(tokens: list[Token], at: int, verb: int) -> bool:
    return any(token.low in lexicon.AUXILIARIES for token in tokens[at + 1 : verb])


def clause_start(tokens: list[Token], at: int, start: int) -> int:
    """Where the clause of token `at` starts: after the last “that”, “;” or “, and Marsh” before it."""
    for here in range(at - 1, start, -1):
        low = tokens[here].low
        if tokens[here].text == ";":
            return here + 1
        if low in lexicon.CONJUNCTIONS and tokens[here - 1].text == ",":
            return here + 1
    return start


def phrase_ending(tokens: list[Token], at: int, start: int) -> Source | None:
    """The phrase whose last token is `at`."""
    lo = at
    if tokens[at].low in lexicon.PRONOUNS and tokens[at].found is None and tokens[at].span < 0:
        return read_phrase(tokens, at, at + 1)
    while lo > start and at - lo < _REACH and not _stops(tokens, lo - 1):
        lo -= 1
    source = read_phrase(tokens, lo, at + 1)
    if not is_name_word(tokens[at]) or tokens[at].possessive:
        return source
    if source is None:
        return name_ending(tokens, lo, at + 1)
    if source.last > at:
        return source
    unsure = (
        source.kind == LABEL and source.head not in lexicon.PERSON_NOUNS and source.head not in lexicon.DOCUMENT_NOUNS
    )
    if unsure or (
        source.kind == NAME and tokens[source.last].low not in {"of", "from", "at", "with", "for", "in", ","}
    ):
        return name_ending(tokens, lo, at + 1)  # the tour began after Marsh said
    return source


_CLAUSE_WORDS = {"and", "but", "or", "after", "before", "until", "once"}


def _stops(tokens: list[Token], at: int) -> bool:
    token = tokens[at]
    if token.span >= 0 or token.text in _BREAKS:
        return True
    if token.found is not None or (token.capital and token.low not in lexicon.NOT_NAMES):
        return False
    if token.low in lexicon.SUBORDINATORS or token.low in lexicon.RELATIVES or token.low in _CLAUSE_WORDS:
        return True
    return token.low in lexicon.AUXILIARIES or (
        token.low not in lexicon.PERSON_NOUNS and cue_kind(tokens, at) in {"past", "s"}
    )


def _closed_by_comma(tokens: list[Token], comma: int, start: int) -> Source | None:
    """The subject before “, …,”: an apposition or a relative clause stands between it and its verb."""
    commas = [at for at in range(start, comma) if tokens[at].text == "," and tokens[at].span < 0]
    for at in reversed(commas):
        lo = at - 1
        while lo > start and not _stops(tokens, lo - 1):
            lo -= 1
        if _is_addition(tokens, lo, at):
            continue
        source = read_phrase(tokens, lo, comma)
        if source is not None and source.first < at:
            return source
    return phrase_ending(tokens, comma - 1, start)


def _is_addition(tokens: list[Token], lo: int, hi: int) -> bool:
    """Whether the words between two commas only add to a name: an age, a party, a role, who …"""
    first = tokens[lo]
    if hi - lo <= 2 and (first.text[:1].isdigit() or ("-" in first.text and first.text[0] in "RD")):
        return True
    return (
        lo > 0
        and tokens[lo - 1].text == ","
        and first.low in {"a", "an", "the", "who", "whose", "now", "formerly", "then"}
        and not any(is_name_word(token) for token in tokens[hi - 1 : hi])
    )


def leading_subject(tokens: list[Token], start: int, end: int) -> Source | None:
    """The subject that a clause opens with, past “In an interview on Friday,” and the like."""
    at = _past_adverbials(tokens, start, end)
    source = read_phrase(tokens, at, end, early=True)
    if source is not None and (
        source.kind != LABEL or source.head in lexicon.PERSON_NOUNS or source.head in lexicon.DOCUMENT_NOUNS
    ):
        return source
    for here in range(at, min(end, at + _REACH)):
        token = tokens[here]
        if token.low in {"he", "she", "they"} and here + 1 < end:
            return read_phrase(tokens, here, here + 1)
        if is_name_word(token) and (here == at or tokens[here - 1].low not in lexicon.PREPOSITIONS):
            found = read_phrase(tokens, here, end, early=True)
            if found is not None and found.kind == NAME:
                return found
    return None


def _past_adverbials(tokens: list[Token], start: int, end: int) -> int:
    at = start
    while at < end:
        token = tokens[at]
        low = token.low
        opener = (
            low in lexicon.PREPOSITIONS
            or low in lexicon.SUBORDINATORS
            or low in {"asked", "according", "born", "given", "once"}
        )
        if token.found is not None or not (
            opener
            or (low.endswith(("ing", "ed")) and not is_name_word(token))
            or (low.endswith("ing") and at == start and token.capital and low not in {"king", "sterling"})
        ):
            break
        comma = next((here for here in range(at, end) if tokens[here].text == "," and tokens[here].span < 0), -1)
        if comma < 0:
            break
        at = comma + 1
    return at
