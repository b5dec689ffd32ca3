"""Reading the phrase that names a source: a name, a pronoun, or an unnamed or collective source.

No grammar is parsed. A phrase is cut at commas and prepositions; its head is the last word before the first
preposition; names in apposition ("the spokesman, Josh Lind,") win over the role they stand beside, and a
possessor ("Lind’s manager") never is the source.
"""

from __future__ import annotations

from . import lexicon
from .namephrases import LABEL, NAME, OFFICES, PARTISANS, PRONOUN, Source, name_ending, noun_gender
from .reporting import cue_kind, is_name_word
from .tokens import Token

_OPENERS = {"when", "as", "while", "if", "because", "although", "though", "once"}


def _skip_lead(tokens: list[Token], lo: int, hi: int) -> int:
    while (
        lo < hi
        and tokens[lo].found is None
        and (
            tokens[lo].low in lexicon.CONJUNCTIONS
            or tokens[lo].low in _OPENERS
            or tokens[lo].low in lexicon.ADVERBS
            or tokens[lo].text in {"—", "–", "-", ","}
            or (tokens[lo].low.endswith("ly") and not is_name_word(tokens[lo]))
        )
        and tokens[lo].low not in {"some", "others", "both", "once", "one"}
    ):
        lo += 1
    return lo


def _skip_tail(tokens: list[Token], lo: int, hi: int) -> int:
    """Drop what stands between a subject and its verb: adverbs, days, auxiliaries, himself."""
    while hi > lo and tokens[hi - 1].found is None:
        low = tokens[hi - 1].low
        adverb = (
            low in lexicon.ADVERBS
            or low in lexicon.AUXILIARIES
            or low in lexicon.DAYS
            or (low.endswith("ly") and not tokens[hi - 1].capital)
        )
        if not adverb or (low in {"may", "march"} and tokens[hi - 1].capital):
            break
        hi -= 1
    return hi


def core_end(tokens: list[Token], lo: int, hi: int) -> int:
    """Where the head of the phrase that starts at `lo` ends: before a preposition, a comma, who …, a bracket."""
    at = lo
    while at < hi:
        token = tokens[at]
        if token.span >= 0 or not token.word or (token.found is None and _cuts(tokens, lo, at, hi)):
            if token.text in {"&", "+"} and at > lo and at + 1 < hi and tokens[at + 1].capital:
                at += 1
                continue
            break
        at += 1
    return at


def _cuts(tokens: list[Token], lo: int, at: int, hi: int) -> bool:
    low = tokens[at].low
    if low in {"and", "or"}:
        return True
    if at > lo and (
        low in lexicon.RELATIVES
        or low in lexicon.SUBORDINATORS
        or (low in lexicon.AUXILIARIES and not tokens[at].capital)
    ):
        return True
    if (
        at > lo
        and low not in lexicon.PERSON_NOUNS
        and low not in lexicon.DOCUMENT_NOUNS
        and cue_kind(tokens, at) in {"past", "s"}
    ):
        return True
    if (
        at > lo + 1
        and low.endswith("ing")
        and (tokens[at - 1].low in lexicon.DOCUMENT_NOUNS or tokens[at - 1].low in lexicon.PERSON_NOUNS)
        and low not in lexicon.DOCUMENT_NOUNS
    ):
        return True  # a tweet responding to …
    if low not in lexicon.PREPOSITIONS:
        return False
    office = low == "of" and at > lo and tokens[at - 1].low in OFFICES and tokens[at - 1].capital
    return not (office and at + 1 < hi and tokens[at + 1].capital)


def read_phrase(tokens: list[Token], lo: int, hi: int, *, early: bool = False) -> Source | None:
    """The source that tokens lo..hi name, or None where they name nobody. Appositions count, first names win.

    `early` is for words that run on into a verb: the first noun that can be a source is taken, not the last.
    """
    lo = _skip_lead(tokens, lo, hi)
    hi = _skip_tail(tokens, lo, hi)
    if lo >= hi:
        return None
    if tokens[lo].low in lexicon.PRONOUNS and tokens[lo].found is None and not tokens[lo].possessive:
        return Source(PRONOUN, lo, lo + 1, head=tokens[lo].low)
    if tokens[lo].low in lexicon.PREPOSITIONS and tokens[lo].found is None:
        return _after_preposition(tokens, lo, hi)
    end = core_end(tokens, lo, hi)
    head_end = _skip_tail(tokens, lo, end)
    if head_end <= lo:
        return None
    source = (_early_head(tokens, lo, head_end, whole=False) if early else None) or _head(tokens, lo, head_end)
    if source is not None and source.kind == LABEL:
        return _apposition(tokens, source, end, hi) or source
    if source is not None and not source.title:
        source.title = _role_gender(tokens, head_end, min(hi, head_end + 8))
    return source


def _after_preposition(tokens: list[Token], lo: int, hi: int) -> Source | None:
    """The subject in “In a statement the band”: what starts at the last article, or the name at the end."""
    for at in range(hi - 1, lo + 1, -1):
        if tokens[at].low in {"he", "she", "they", "i", "we"} and tokens[at].found is None:
            return Source(PRONOUN, at, at + 1, head=tokens[at].low)
        if tokens[at].low in lexicon.DETERMINERS and tokens[at].found is None:
            return read_phrase(tokens, at, hi) if tokens[at - 1].low not in lexicon.PREPOSITIONS else None
    last = tokens[hi - 1]
    if is_name_word(last) and not last.possessive and tokens[hi - 2].low not in lexicon.PREPOSITIONS:
        return name_ending(tokens, lo + 1, hi)
    return None


def _head(tokens: list[Token], lo: int, end: int) -> Source | None:
    last = tokens[end - 1]
    if last.capital and last.low in PARTISANS and tokens[lo].low in lexicon.DETERMINERS and last.found is None:
        return _label(tokens, lo, end)
    if last.found is not None or (is_name_word(last) and last.text[-1] not in ":;"):
        return name_ending(tokens, lo, end)
    if not (last.text[0].isalpha() or last.low.endswith("-old")) or last.low in lexicon.DAYS | lexicon.MONTHS:
        return None
    if (last.low in lexicon.PERSON_NOUNS or last.low in lexicon.DOCUMENT_NOUNS) and (
        end - lo <= 2 or last.low not in _QUANTITIES
    ):
        return _label(tokens, lo, end)
    if tokens[lo].low in lexicon.DETERMINERS and end - lo <= 7:
        return _label(tokens, lo, end)
    return _early_head(tokens, lo, end)


def _early_head(tokens: list[Token], lo: int, end: int, *, whole: bool = True) -> Source | None:
    """The subject of a phrase that runs into a verb the rules do not know: “Marsh nodded and”, “the band left”."""
    for at in range(lo, end - 1):
        token, following = tokens[at], tokens[at + 1]
        if (
            is_name_word(token)
            and not token.possessive
            and not is_name_word(following)
            and following.low not in lexicon.PARTICLES
        ):
            noun = (
                following.low in lexicon.PERSON_NOUNS
                or following.low in lexicon.DOCUMENT_NOUNS
                or following.low in lexicon.MODIFIERS
            )
            compound = at + 2 < end and tokens[at + 2].low in lexicon.DOCUMENT_NOUNS
            if noun or compound or (whole and any(later.low in lexicon.PERSON_NOUNS for later in tokens[at + 1 : end])):
                continue
            return name_ending(tokens, lo, at + 1)
        noun = (token.low in lexicon.PERSON_NOUNS or token.low in lexicon.DOCUMENT_NOUNS) and not token.possessive
        if (
            noun
            and (at == lo or token.low not in _QUANTITIES)
            and following.low not in lexicon.PERSON_NOUNS
            and following.low not in lexicon.DOCUMENT_NOUNS
            and not is_name_word(following)
        ):
            return _label(tokens, lo, at + 1)
    return _label(tokens, lo, end) if whole and end - lo <= 5 and tokens[lo].low in lexicon.DETERMINERS else None


def _label(tokens: list[Token], lo: int, end: int) -> Source:
    """An unnamed source; “one of the lawyers” keeps what it is one of."""
    head = tokens[end - 1].low
    if head in _PARTITIVES and end < len(tokens) and tokens[end].low == "of":
        stop = core_end(tokens, end + 1, min(len(tokens), end + 6))
        end = stop if stop > end + 1 else end
    return Source(LABEL, lo, end, head=head, title=noun_gender(head))


_QUANTITIES = {"several", "some", "many", "one", "both", "others", "another"}

_PARTITIVES = {"one", "some", "many", "several", "two", "three", "both", "most", "few", "another", "member", "members"}


def _apposition(tokens: list[Token], label: Source, end: int, hi: int) -> Source | None:
    """The name in “the spokesman, Josh Lind,” or “a friend of hers, Josh Lind”."""
    at = end
    while at < hi and tokens[at].text != ",":
        at += 1
    stop = at + 1
    while stop < hi and tokens[stop].text not in {",", ";", "("} and tokens[stop].span < 0:
        stop += 1
    if at + 1 >= stop or stop - at > 9:
        return None
    stop = core_end(tokens, at + 1, stop)
    start = at + 1
    while start < stop - 1 and start < at + 5 and _is_role(tokens[start]):
        start += 1  # the actress Nina Voss
    if stop <= start or not is_name_word(tokens[start]) or tokens[stop - 1].possessive:
        return None
    name = name_ending(tokens, start, stop) if is_name_word(tokens[stop - 1]) else None
    if name is None or name.kind != NAME or (len(name.words) < 2 and tokens[start].found is None):
        return None
    if name.words[-1].lower() in lexicon.ORGANISATIONS or label.head in {"statement", "report", "letter"}:
        return None
    return Source(NAME, label.first, stop, name.words, title=name.title or label.title, found_at=name.found_at)


def _is_role(token: Token) -> bool:
    return not is_name_word(token) and (
        token.low in lexicon.DETERMINERS or token.low in lexicon.PERSON_NOUNS or token.low in lexicon.MODIFIERS
    )


def _role_gender(tokens: list[Token], lo: int, hi: int) -> str:
    if lo < hi and tokens[lo].text == ",":
        for token in tokens[lo + 1 : hi]:
            if token.possessive or token.text == "," or token.low in lexicon.PREPOSITIONS | lexicon.POSSESSIVES:
                return ""
            if noun_gender(token.low):
                return noun_gender(token.low)
    return ""
