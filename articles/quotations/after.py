"""Attributions behind a quotation: “…,” said X; “…,” X said; and at the end of its sentence."""

from __future__ import annotations

from . import lexicon, verbs
from .cues import WINDOW, Attribution, according, is_passive
from .namephrases import LABEL, NAME, PRONOUN, Source
from .phrases import read_phrase
from .reporting import cue_kind, is_name_word
from .tokens import Paragraph, Token

_NO_SUBJECT = lexicon.RELATIVES | {"and", "but", "or", "that", "which", "because", "while", "when", "if", "so", "than"}
_NO_SUBJECT |= {"though", "although", "whereas", "since", "unless", "until"}


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
        return according(tokens, here, end)
    return (
        _verb_first(tokens, here, end, firm)
        or _subject_first(tokens, here, end, firm)
        or _bare_name(tokens, here, end, last)
    )


def _last_sign(paragraph: Paragraph, text: str, at: int) -> str:
    span = paragraph.spans[paragraph.tokens[at].span]
    return text[span.end - 1]


def _verb_first(tokens: list[Token], at: int, end: int, firm: bool) -> Attribution | None:
    """“…,” said Marsh."""
    kind = cue_kind(tokens, at) or ("past" if verbs.CUES.get(tokens[at].low, ("", ""))[1] in {"past", "s"} else "")
    verb = verbs.CUES.get(tokens[at].low, ("", ""))[0]
    if (
        kind not in {"past", "s", "base"}
        or verb not in verbs.SAY_VERBS
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
            or is_passive(tokens, here, at)
            or (kind == "ing" and tokens[here - 1].low not in lexicon.AUXILIARIES)
        ):
            continue
        source = read_phrase(tokens, at, here)
        if source is None or source.first > at + 2 or not _fits(tokens, source, at, here, firm):
            return None
        verb = verbs.CUES.get(tokens[here].low, ("put", ""))[0]
        weak = verb in verbs.WEAK_VERBS or (verb not in verbs.SAY_VERBS and verb not in {"tell", "explain"})
        return Attribution(source, "X said after", (0.85 if weak else 0.92) - (0 if firm else 0.1), here, verb)
    return None


def _fits(tokens: list[Token], source: Source, at: int, verb: int, firm: bool) -> bool:
    """Whether the words between quotation and verb are the subject and nothing else."""
    if not firm and source.kind == LABEL:
        return False
    if source.kind != LABEL and source.last < verb and _acts(tokens, source.last):
        return False  # “…,” he picked up the score and said
    if (
        source.kind == LABEL
        and tokens[source.first].low not in lexicon.DETERMINERS
        and not tokens[source.first].possessive
    ):
        return source.head in lexicon.PERSON_NOUNS or source.head in lexicon.DOCUMENT_NOUNS
    commas = sum(token.text == "," for token in tokens[at:verb])
    return commas != 1 or tokens[verb - 1].text == "," or source.last >= verb - 3


def _acts(tokens: list[Token], at: int) -> bool:
    """Whether the word after a name or pronoun is a verb of its own that no list knows."""
    token = tokens[at]
    if not token.word or is_name_word(token) or token.possessive:
        return False
    known = (
        lexicon.ADVERBS
        | lexicon.AUXILIARIES
        | lexicon.PREPOSITIONS
        | lexicon.RELATIVES
        | lexicon.CONJUNCTIONS
        | lexicon.DAYS
    )
    return (
        token.low not in known
        and not token.low.endswith("ly")
        and not token.text[0].isdigit()
        and token.low not in lexicon.PERSON_NOUNS
    )


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


def tail(paragraph: Paragraph, at: int) -> Attribution | None:
    """The attribution that closes the sentence: The tapes were “sweating” all night, Osei said."""
    tokens, end = paragraph.tokens, paragraph.sentence_end(at)
    for verb in paragraph.telling_in(at + 2, min(end, at + WINDOW)):
        token = tokens[verb]
        if token.low == "according" and tokens[verb - 1].text == ",":
            found = according(tokens, verb, end)
            return Attribution(found.source, found.rule, 0.8, verb, "according", False) if found else None
        if token.span >= 0 or cue_kind(tokens, verb) not in {"past", "s", "base"} or is_passive(tokens, verb, at):
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
            return Attribution(source, "X said at the end", 0.8, verb, verbs.CUES.get(token.low, ("put", ""))[0], False)
    return None
