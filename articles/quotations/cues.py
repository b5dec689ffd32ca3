"""Attributions: the words around a quotation that say whose it is.

In order of trust: after it (“…,” said X; “…,” X said), before it (X said, “…”; X called it “…”), at the end of its
sentence, by a noun (X’s statement: “…”), by the mere subject of its sentence. The base scores are what each rule
reached on annotated news when these rules were first tried, rounded down.
"""

from __future__ import annotations

from dataclasses import dataclass

from . import lexicon
from .phrases import LABEL, NAME, PRONOUN, Source, cue_kind, is_name_word, name_ending, read_phrase
from .subjects import clause_start, leading_subject, subject_of
from .tokens import Paragraph, Token

_WINDOW = 60  # tokens looked at on either side


@dataclass(slots=True)
class Attribution:
    """Who is said to have said it: `source` in tokens of the paragraph, `cue` the reporting word's token or -1."""

    source: Source
    rule: str
    score: float
    cue: int = -1
    verb: str = ""
    adjacent: bool = True


def after(paragraph: Paragraph, text: str, at: int) -> Attribution | None:
    """The attribution right after the quotation at token `at`."""
    tokens, end = paragraph.tokens, paragraph.sentence_end(at)
    here = at + 1
    last = _last_sign(paragraph, text, at)
    comma = here < end and tokens[here].text in {",", "—", "–", "-"}
    here += comma
    while here < end and tokens[here].low in {"as", "is", "was"} and here + 1 < end and tokens[here].found is None:
        here += 1 + (tokens[here + 1].low in {"how", "what", "as"})
    if here >= end or tokens[here].span >= 0 or tokens[here].low in _NO_SUBJECT:
        return None
    firm = comma or last in ",?!—–-…"
    if tokens[here].low == "according" or tokens[here].low == "per":
        return _according(tokens, here, end)
    return (
        _verb_first(tokens, here, end, firm)
        or _subject_first(tokens, here, end, firm)
        or _bare_name(tokens, here, end, last)
    )


_NO_SUBJECT = lexicon.RELATIVES | {"and", "but", "or", "that", "which", "because", "while", "when", "if", "so", "than"}


def _last_sign(paragraph: Paragraph, text: str, at: int) -> str:
    span = paragraph.spans[paragraph.tokens[at].span]
    return text[span.end - 1]


def _according(tokens: list[Token], at: int, end: int) -> Attribution | None:
    lo = at + 2 if tokens[at].low == "according" else at + 1
    source = read_phrase(tokens, lo, min(end, lo + 25)) if lo < end else None
    return Attribution(source, "according to", 0.9, at, "according") if source else None


def _verb_first(tokens: list[Token], at: int, end: int, firm: bool) -> Attribution | None:
    """“…,” said Marsh."""
    kind = cue_kind(tokens, at) or ("past" if lexicon.CUES.get(tokens[at].low, ("", ""))[1] in {"past", "s"} else "")
    verb = lexicon.CUES.get(tokens[at].low, ("", ""))[0]
    if (
        kind not in {"past", "s", "base"}
        or verb not in lexicon.SAY_VERBS
        or at + 1 >= end
        or tokens[at + 1].low == "that"
    ):
        return None
    source = read_phrase(tokens, at + 1, min(end, at + 26))
    if source is None or (source.kind == PRONOUN and source.head not in {"he", "she", "they"}):
        return None
    if not firm and tokens[at].low not in {"said", "says", "wrote", "added"}:
        return None
    return Attribution(source, "said X after", 0.92 if firm else 0.8, at, verb)


def _subject_first(tokens: list[Token], at: int, end: int, firm: bool) -> Attribution | None:
    """“…,” Marsh said."""
    for here in range(at + 1, min(end, at + (32 if firm else 6))):
        if tokens[here].span >= 0 or tokens[here].text in {";", ":"}:
            return None
        kind = cue_kind(tokens, here)
        if (
            not kind
            or _is_passive(tokens, here, at)
            or (kind == "ing" and tokens[here - 1].low not in lexicon.AUXILIARIES)
        ):
            continue
        source = read_phrase(tokens, at, here)
        if source is None or source.first > at + 2 or not _fits(tokens, source, at, here, firm):
            return None
        verb = lexicon.CUES.get(tokens[here].low, ("put", ""))[0]
        weak = verb in lexicon.WEAK_VERBS or (verb not in lexicon.SAY_VERBS and verb not in {"tell", "explain"})
        return Attribution(source, "X said after", (0.85 if weak else 0.92) - (0 if firm else 0.1), here, verb)
    return None


def _fits(tokens: list[Token], source: Source, at: int, verb: int, firm: bool) -> bool:
    """Whether the words between quotation and verb are the subject and nothing else."""
    if not firm and source.kind == LABEL:
        return False
    if (
        source.kind == LABEL
        and tokens[source.first].low not in lexicon.DETERMINERS
        and not tokens[source.first].possessive
    ):
        return source.head in lexicon.PERSON_NOUNS or source.head in lexicon.DOCUMENT_NOUNS
    commas = sum(token.text == "," for token in tokens[at:verb])
    return commas != 1 or tokens[verb - 1].text == "," or source.last >= verb - 3


def _bare_name(tokens: list[Token], at: int, end: int, last: str) -> Attribution | None:
    """“…,” Marsh, pointing at the crowd; or a verb the lexicon does not know: “…,” the chancellor hazarded."""
    if last not in ",—–" or (tokens[at].possessive and is_name_word(tokens[at])):
        return None
    source = read_phrase(tokens, at, min(end, at + 8), early=True)
    if source is None or source.first != at or (source.kind == PRONOUN and source.head not in {"he", "she"}):
        return None
    if (
        any(is_name_word(token) and token.possessive for token in tokens[source.first : source.last])
        and source.kind == NAME
    ):
        return None
    known = _is_unknown_verb(tokens, source.last, end)
    if source.kind != NAME and not (known and (source.kind == PRONOUN or source.head in lexicon.PERSON_NOUNS)):
        return None
    return Attribution(source, "X after", 0.8 if known else 0.6, source.last if known else -1)


def _is_unknown_verb(tokens: list[Token], at: int, end: int) -> bool:
    """Whether a word has a verb’s ending and no object: “…,” she hazarded with a grin."""
    if (
        at >= end
        or not tokens[at].low.endswith(("ed", "s"))
        or tokens[at].low in lexicon.AUXILIARIES | {"as", "this", "his"}
    ):
        return False
    following = tokens[at + 1] if at + 1 < end else None
    ends = following is None or following.span >= 0 or following.text in {".", ",", "—", "–", ";"}
    return ends or (
        following is not None
        and (following.low in lexicon.PREPOSITIONS or following.low in lexicon.ADVERBS - {"up", "out", "back"})
    )


def _is_passive(tokens: list[Token], at: int, start: int) -> bool:
    """was told, when asked, if asked: not this subject’s words."""
    if cue_kind(tokens, at) != "past":
        return False
    here = at - 1
    while here >= start and (tokens[here].low in lexicon.ADVERBS or tokens[here].low.endswith("ly")):
        here -= 1
    if here < start:
        return tokens[at].low in {"asked", "told", "questioned", "pressed", "challenged", "reminded"}
    return tokens[here].low in {"was", "were", "is", "are", "been", "being", "be", "when", "if", "got"}


def before(paragraph: Paragraph, at: int) -> Attribution | None:
    """The attribution in the words of the sentence that lead up to the quotation at token `at`."""
    tokens, start = paragraph.tokens, paragraph.sentence[at]
    opening = _verb_opens(paragraph, start, at)
    if opening is not None:
        return opening
    aside = _aside(tokens, start, at)
    for verb in reversed(paragraph.telling_in(max(start, at - _WINDOW), at)):
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
    entry = lexicon.CUES.get(tokens[start].low, ("", ""))
    if (
        tokens[at - 1].text not in {":", ","}
        or not tokens[start].capital
        or entry[0] not in lexicon.SAY_VERBS
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
    dashes = [here for here in range(max(start, at - _WINDOW), at) if tokens[here].text in {"—", "–"}]
    return range(dashes[-2], dashes[-1] + 1) if len(dashes) >= 2 else range(0)


def _before_verb(tokens: list[Token], verb: int, start: int, at: int) -> Attribution | None:
    name = lexicon.CUES.get(tokens[verb].low, ("put", ""))[0]
    gap = at - verb - 1
    if name == "tell" and gap == 0:
        return None  # telling “lies”: told whom?
    direct = tokens[at - 1].text in {",", ":"} or gap == 0
    adjacent = gap <= (8 if direct else 4)
    score = 0.88 if adjacent and direct else 0.85 if adjacent else 0.76
    if _is_passive(tokens, verb, start):
        by = next((here for here in range(verb + 1, min(at, verb + 4)) if tokens[here].low == "by"), -1)
        source = read_phrase(tokens, by + 1, at) if by > 0 else None
        return Attribution(source, "said by X", score - 0.05, verb, name, adjacent) if source else None
    source = subject_of(tokens, verb, start) if not _dangles(tokens, verb, start) else _main_subject(tokens, at)
    if source is None or (source.kind == PRONOUN and source.head in {"it", "you"}):
        return None
    if name in lexicon.WEAK_VERBS:
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
            found = _according(tokens, here, at)
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


def tail(paragraph: Paragraph, at: int) -> Attribution | None:
    """The attribution that closes the sentence: The tapes were “sweating” all night, Osei said."""
    tokens, end = paragraph.tokens, paragraph.sentence_end(at)
    for verb in paragraph.telling_in(at + 2, min(end, at + _WINDOW)):
        token = tokens[verb]
        if token.low == "according" and tokens[verb - 1].text == ",":
            found = _according(tokens, verb, end)
            return Attribution(found.source, found.rule, 0.8, verb, "according", False) if found else None
        if token.span >= 0 or cue_kind(tokens, verb) not in {"past", "s", "base"} or _is_passive(tokens, verb, at):
            continue
        following = tokens[verb + 1] if verb + 1 < end else None
        if (
            following is not None
            and following.text not in {".", ","}
            and following.low not in lexicon.PREPOSITIONS | lexicon.DAYS | lexicon.ADVERBS
        ):
            continue
        comma = next((here for here in range(verb - 1, at, -1) if tokens[here].text == ","), -1)
        source = read_phrase(tokens, comma + 1, verb) if comma > 0 and verb - comma < 12 else None
        if (
            source is not None
            and source.first <= comma + 2
            and tokens[comma + 1].low not in lexicon.CONJUNCTIONS | lexicon.RELATIVES
        ):
            return Attribution(
                source, "X said at the end", 0.8, verb, lexicon.CUES.get(token.low, ("put", ""))[0], False
            )
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
        if tokens[verb].span < 0 and cue_kind(tokens, verb) and not _is_passive(tokens, verb, start):
            source = subject_of(tokens, verb, start)
            if source is not None and not (source.kind == PRONOUN and source.head in {"it", "you"}):
                return Attribution(
                    source,
                    "said in the sentence before",
                    0.68,
                    verb,
                    lexicon.CUES.get(tokens[verb].low, ("put", ""))[0],
                    False,
                )
    source = leading_subject(tokens, start, last + 1)
    if source is None or (source.kind == LABEL and source.head not in lexicon.PERSON_NOUNS):
        return None
    return Attribution(source, "subject of the sentence before", 0.52, adjacent=False)
