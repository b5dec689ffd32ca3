"""Whether a word is a reporting verb where it stands, or part of a name."""

from __future__ import annotations

from . import lexicon, verbs
from .tokens import Token


def cue_kind(tokens: list[Token], at: int) -> str:
    """base, s, past or ing where a token is a reporting verb in this place; else ""."""
    token = tokens[at]
    entry = verbs.CUES.get(token.low)
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
