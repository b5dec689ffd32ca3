"""Reading the phrase that names a source: a name, a pronoun, or an unnamed or collective source.

No grammar is parsed. A phrase is cut at commas and prepositions; its head is the last word before the first
preposition; names in apposition ("the spokesman, Josh Lind,") win over the role they stand beside, and a
possessor ("Lind’s manager") never is the source.
"""

from __future__ import annotations

from dataclasses import dataclass

from . import lexicon
from .firstnames import FIRST_NAMES
from .names import fold
from .tokens import Token

NAME, PRONOUN, LABEL = "name", "pronoun", "label"


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


def cue_kind(tokens: list[Token], at: int) -> str:
    """base, s, past or ing where a token is a reporting verb in this place; else ""."""
    token = tokens[at]
    entry = lexicon.CUES.get(token.low)
    if token.low in {"put", "puts"} and at + 1 < len(tokens) and tokens[at + 1].low in {"it", "this"}:
        return "past" if token.low == "put" else "s"
    opens = at == 0 or tokens[at - 1].span >= 0 or tokens[at - 1].text in {".", "?", "!"}
    if entry is None or (token.capital and not (opens and entry[1] == "ing")) or token.found or token.possessive:
        return ""
    before = tokens[at - 1] if at else None
    kind = entry[1]
    if before is None:
        return kind if kind in ("ing", "past") else ""
    if before.low in lexicon.DETERMINERS or before.possessive or before.low in {"of", "for", "in", "so"}:
        return "ing" if kind == "ing" and before.low in {"for", "in", "of"} else ""  # her claims, the report
    if kind == "past" and at + 1 < len(tokens) and tokens[at + 1].low == "by" and before.low not in lexicon.AUXILIARIES:
        return ""  # the bill, written by …
    if kind == "base" and entry[0] != "say":
        return kind if _takes_base(before) else ""
    if kind == "s" and entry[0] != "say" and not _takes_third(tokens, at):
        return ""
    return kind


def _takes_third(tokens: list[Token], at: int) -> bool:
    """Whether the word before can be the subject of a verb in -s; else it is a plural: the new claims."""
    here = at - 1
    while (
        here > 0
        and tokens[here].span < 0
        and (tokens[here].low in lexicon.ADVERBS or tokens[here].low.endswith("ly"))
        and not is_name_word(tokens[here])
    ):
        here -= 1
    before = tokens[here]
    if here != at - 1:
        return True  # an adverb stands before verbs only
    if before.span >= 0 or before.text in {",", ")", "—", "–"} or is_name_word(before):
        return True
    noun = before.low in lexicon.PERSON_NOUNS or before.low in lexicon.DOCUMENT_NOUNS
    return before.low in lexicon.PRONOUNS or before.low in {"who", "that", "which"} or noun


def _takes_base(before: Token) -> bool:
    modal = before.low in lexicon.AUXILIARIES or before.low in {"to", "they", "we", "i", "you", "who", "n't"}
    return (
        modal
        or (before.low.endswith("s") and before.low in lexicon.PERSON_NOUNS)
        or before.low in {"people", "republicans", "democrats"}
    )


def is_name_word(token: Token) -> bool:
    """A word that can be part of a name where it stands."""
    if token.span >= 0:
        return False
    if token.found is not None:
        return True
    return token.capital and token.low not in lexicon.NOT_NAMES and token.text[0] not in "#@"


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
    office = low == "of" and at > lo and tokens[at - 1].low in _OFFICES and tokens[at - 1].capital
    return not (office and at + 1 < hi and tokens[at + 1].capital)


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
_OFFICES = {
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
    if last.capital and last.low in _PARTISANS and tokens[lo].low in lexicon.DETERMINERS and last.found is None:
        return _label(tokens, lo, end)
    if last.found is not None or (is_name_word(last) and last.text[-1] not in ":;"):
        return name_ending(tokens, lo, end)
    if not last.text[0].isalpha() or last.low in lexicon.DAYS | lexicon.MONTHS:
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
            if noun or (whole and any(later.low in lexicon.PERSON_NOUNS for later in tokens[at + 1 : end])):
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
    return Source(LABEL, lo, end, head=head, title=_noun_gender(head))


_PARTISANS = {"republican", "democrat", "conservative", "socialist", "californian", "texan", "londoner"}
_QUANTITIES = {"several", "some", "many", "one", "both", "others", "another"}
_PARTITIVES = {"one", "some", "many", "several", "two", "three", "both", "most", "few", "another", "member", "members"}


def name_ending(tokens: list[Token], lo: int, end: int) -> Source | None:
    """The name that ends at `end`: the run of capital words, without the office before it."""
    found = tokens[end - 1].found
    first = end - 1
    while first > lo and _joins(tokens, first):
        first -= 1
    title = (
        next(
            (_noun_gender(token.low) or lexicon.HONORIFICS.get(token.low, "") for token in reversed(tokens[lo:first])),
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
    if words and words[-1].lower() in _PARTISANS and tokens[lo].low in lexicon.DETERMINERS:
        return Source(LABEL, lo, end, head=words[-1].lower())
    if len(words) == 1 and (words[0].lower() in _OFFICES_ALONE or words[0].lower() in lexicon.COLLECTIVES):
        return Source(LABEL, lo, end, head=words[0].lower(), title=_noun_gender(words[0].lower()))
    return Source(NAME, lo, end, words, title=honorific or title, found_at=first)


def _joins(tokens: list[Token], at: int) -> bool:
    """Whether the word before belongs to the same name as the word at `at`."""
    before = tokens[at - 1]
    if before.possessive or before.span >= 0:
        return False
    if tokens[at].low == "of":
        return before.low in _OFFICES
    if before.low == "of" and at > 1 and tokens[at - 2].low in _OFFICES and tokens[at - 2].capital:
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
        gender = gender or lexicon.HONORIFICS.get(tokens[at].low, "") or _noun_gender(tokens[at].low)
    office = max((at for at in range(first, end - 2) if tokens[at].low in _HEADS), default=-1)
    first = max(first, office + 1)  # RNC Chairman Rolf Priest
    while first < end - 1 and (
        tokens[first].low in lexicon.CAPITAL_ROLES
        or tokens[first].low in lexicon.PERSON_NOUNS
        or tokens[first].low == "of"
    ):
        first += 1
    return first, gender


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
    if stop <= at + 1 or not is_name_word(tokens[at + 1]) or tokens[stop - 1].possessive:
        return None
    name = name_ending(tokens, at + 1, stop) if is_name_word(tokens[stop - 1]) else None
    if name is None or name.kind != NAME or (len(name.words) < 2 and tokens[at + 1].found is None):
        return None
    if name.words[-1].lower() in lexicon.ORGANISATIONS or label.head in {"statement", "report", "letter"}:
        return None
    return Source(NAME, label.first, stop, name.words, title=name.title or label.title, found_at=name.found_at)


def _noun_gender(noun: str) -> str:
    return "f" if noun in lexicon.FEMALE else "m" if noun in lexicon.MALE else ""


def _role_gender(tokens: list[Token], lo: int, hi: int) -> str:
    if lo < hi and tokens[lo].text == ",":
        for token in tokens[lo + 1 : hi]:
            if token.possessive or token.text == "," or token.low in lexicon.PREPOSITIONS | lexicon.POSSESSIVES:
                return ""
            if _noun_gender(token.low):
                return _noun_gender(token.low)
    return ""


def folded(words: tuple[str, ...]) -> tuple[str, ...]:
    """A name’s words as they are compared."""
    return tuple(fold(word.rstrip(".")) for word in words)
