"""Attributions in the words that lead up to a quotation: X said, “…”; X’s claim that “…”; Brandt was brief: “…”."""

from __future__ import annotations

from . import lexicon, verbs
from .cues import WINDOW, Attribution, according, is_passive
from .namephrases import LABEL, NAME, PRONOUN, Source, name_ending
from .phrases import read_phrase
from .reporting import cue_kind, is_name_word
from .subjects import clause_start, leading_subject, subject_of
from .tokens import Paragraph, Token


def before(paragraph: Paragraph, at: int) -> Attribution | None:
    """The attribution in the words of the sentence that lead up to the quotation at token `at`."""
    tokens, start = paragraph.tokens, paragraph.sentence[at]
    opening = _verb_opens(paragraph, start, at)
    if opening is not None:
        return opening
    aside = _aside(tokens, start, at)
    for verb in reversed(paragraph.telling_in(max(start, at - WINDOW), at)):
        if verb in aside:
            continue
        if tokens[verb].text == ";":
            break
        if tokens[verb].span < 0 and tokens[verb].low in lexicon.SPEECH_NOUNS and verb < at - 1:
            owned = _owned(tokens, verb, start, at)
            if owned is not None:
                return owned
        if tokens[verb].span >= 0 or not cue_kind(tokens, verb):
            continue
        found = _before_verb(tokens, verb, start, at)
        if found is not None:
            return _outer(tokens, found, start, at)
    return _according_before(tokens, start, at) or _by_noun(tokens, start, at)


def _verb_opens(paragraph: Paragraph, start: int, at: int) -> Attribution | None:
    """Said Marsh: “…”"""
    tokens = paragraph.tokens
    entry = verbs.CUES.get(tokens[start].low, ("", ""))
    if (
        tokens[at - 1].text not in {":", ","}
        or not tokens[start].capital
        or entry[0] not in verbs.SAY_VERBS
        or entry[1] not in {"past", "s"}
    ):
        return None
    source = read_phrase(tokens, start + 1, at - 1)
    return (
        Attribution(source, "said X before", 0.88, start, entry[0])
        if source is not None and source.first == start + 1
        else None
    )


def _aside(tokens: list[Token], start: int, at: int) -> range:
    """The tokens between two dashes: Marsh described the vote — which Osei had called — as a “farce.”"""
    dashes = [here for here in range(max(start, at - WINDOW), at) if tokens[here].text in {"—", "–"}]
    return range(dashes[-2], dashes[-1] + 1) if len(dashes) >= 2 else range(0)


def _before_verb(tokens: list[Token], verb: int, start: int, at: int) -> Attribution | None:
    name = verbs.CUES.get(tokens[verb].low, ("put", ""))[0]
    gap = at - verb - 1
    if name == "tell" and gap == 0:
        return None  # telling “lies”: told whom?
    direct = tokens[at - 1].text in {",", ":", "-", "–", "—"} or gap == 0
    adjacent = gap <= (8 if direct else 4)
    score = 0.88 if adjacent and direct else 0.85 if adjacent else 0.76
    if is_passive(tokens, verb, start):
        by = next((here for here in range(verb + 1, min(at, verb + 4)) if tokens[here].low == "by"), -1)
        source = read_phrase(tokens, by + 1, at) if by > 0 else None
        return Attribution(source, "said by X", score - 0.05, verb, name, adjacent) if source else None
    source = subject_of(tokens, verb, start) if not _dangles(tokens, verb, start) else _main_subject(tokens, at)
    if source is None or (source.kind == PRONOUN and source.head in {"it", "you"}):
        return None
    if name in verbs.WEAK_VERBS:
        score -= 0.1
    return Attribution(source, "X said before", score, verb, name, adjacent)


def _dangles(tokens: list[Token], verb: int, start: int) -> bool:
    """Calling it “…” in an interview, Marsh …; After calling it “…,” Marsh …"""
    opener = verb == start or (
        verb == start + 1
        and tokens[start].low in {"after", "before", "by", "in", "while", "when", "despite", "without"}
    )
    return opener and cue_kind(tokens, verb) == "ing"


def _main_subject(tokens: list[Token], at: int) -> Source | None:
    """The subject of the clause after the comma that follows the quotation at `at`."""
    for here in range(at + 1, min(len(tokens) - 1, at + 25)):
        if tokens[here].text in {".", ";"} or tokens[here].span >= 0:
            return None
        if tokens[here].text == ",":
            return leading_subject(tokens, here + 1, min(len(tokens), here + 25))
    return leading_subject(tokens, at + 1, min(len(tokens), at + 12)) if tokens[at].span >= 0 else None


def _outer(tokens: list[Token], inner: Attribution, start: int, at: int) -> Attribution:
    """Whose words are they in “adding that Y told him it was “thick””? Whoever is adding: X retells."""
    objective = inner.cue + 1 < at and tokens[inner.cue + 1].low in {"him", "her", "them", "me", "us"}
    if inner.verb != "tell" or not objective or tokens[at - 1].text in {",", ":"}:
        return inner
    for verb in range(inner.cue - 1, start, -1):
        if cue_kind(tokens, verb) and tokens[verb].span < 0:
            found = _before_verb(tokens, verb, start, at)
            return found or inner
    return inner


def _according_before(tokens: list[Token], start: int, at: int) -> Attribution | None:
    for here in range(start, at - 2):
        if tokens[here].low == "according" and tokens[here + 1].low == "to":
            found = according(tokens, here, at)
            return Attribution(found.source, found.rule, 0.88, here, "according", at - here < 12) if found else None
    if tokens[start].low in {"for", "per"} and tokens[at - 1].text == ",":
        source = read_phrase(tokens, start + 1, at)
        return Attribution(source, "for X", 0.65, start) if source and source.kind == NAME else None
    return None


def _by_noun(tokens: list[Token], start: int, at: int) -> Attribution | None:
    """In X’s words; X’s statement: “…”; the words of X."""
    for noun in range(at - 1, max(start, at - 14), -1):
        if tokens[noun].low not in lexicon.SPEECH_NOUNS or tokens[noun].span >= 0:
            continue
        owned = _owned(tokens, noun, start, at)
        if owned is not None:
            return owned
        led = noun + 1 == at or tokens[noun + 1].low in {"that", ",", ":"} or tokens[at - 1].text == ":"
        if led and tokens[noun - 1].low in {"his", "her", "their"}:
            head = {"his": "he", "her": "she", "their": "they"}[tokens[noun - 1].low]
            return Attribution(
                Source(PRONOUN, noun - 1, noun, head=head), "X’s words", 0.7, noun, "words", at - noun <= 4
            )
        if noun + 2 < at and tokens[noun + 1].low in {"of", "from", "by"}:
            source = read_phrase(tokens, noun + 2, at)
            if source is not None:
                return Attribution(source, "words of X", 0.78, noun, "words")
    return None


def _owned(tokens: list[Token], noun: int, start: int, at: int) -> Attribution | None:
    """X’s claim that …, X’s first words: the name that owns the noun."""
    if tokens[at - 1].text != ":" and noun + 1 < at and tokens[noun + 1].low not in {"that", ",", ":"}:
        return None  # Marsh’s letter was …
    for here in range(noun - 1, max(start, noun - 4) - 1, -1):
        if not tokens[here].word or tokens[here].low in lexicon.PREPOSITIONS:
            return None
        if tokens[here].possessive and is_name_word(tokens[here]):
            source = name_ending(tokens, start, here + 1)
            return Attribution(source, "X’s words", 0.78, noun, "words", at - noun <= 4) if source else None
    return None


def by_subject(paragraph: Paragraph, at: int) -> Attribution | None:
    """The mere subject of the words before the quotation: Brandt was brief: “No.”"""
    tokens, start = paragraph.tokens, paragraph.sentence[at]
    if start >= at:
        return None
    colon = tokens[at - 1].text == ":"
    source = leading_subject(tokens, clause_start(tokens, at, start), at) or leading_subject(tokens, start, at)
    if source is None or (source.kind == PRONOUN and source.head not in {"he", "she", "they"}):
        return None
    return Attribution(
        source, "subject before colon" if colon else "subject of the sentence", 0.82 if colon else 0.58, adjacent=colon
    )


def subject_of_sentence(paragraph: Paragraph, last: int) -> Attribution | None:
    """Who the sentence that ends with token `last` is about: its reporting subject, else its subject."""
    tokens, start = paragraph.tokens, paragraph.sentence[last]
    for verb in paragraph.telling_in(start, last + 1):
        if tokens[verb].span < 0 and cue_kind(tokens, verb) and not is_passive(tokens, verb, start):
            source = subject_of(tokens, verb, start)
            if source is not None and not (source.kind == PRONOUN and source.head in {"it", "you"}):
                return Attribution(
                    source,
                    "said in the sentence before",
                    0.68,
                    verb,
                    verbs.CUES.get(tokens[verb].low, ("put", ""))[0],
                    False,
                )
    source = leading_subject(tokens, start, last + 1)
    if source is None or (source.kind == LABEL and source.head not in lexicon.PERSON_NOUNS):
        return None
    return Attribution(source, "subject of the sentence before", 0.52, adjacent=False)
