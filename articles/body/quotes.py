"""The quotations of a body, read from its `<q>` marks: pieces, words, numbers, context.

A quotation split around "…, K. Dot said." is several marks with one id. `pieces` are verbatim. `text` is how the words
read alone: the comma that stood before an attribution is closed to a full stop where a new sentence follows, and
dropped at the end; pieces between which prose stood are joined by an ellipsis.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass, field
from typing import NamedTuple

from articles.body import tree

_INSERTION = re.compile(r"\[[^\]]*\]")
_WORDS_OF_AN_END = 5
_OPENING, _CLOSING = '“„«‹"', '”»›"'


@dataclass
class QuoteDraft:
    """A quotation as the text has it; ids are the database's, None where the text names none."""

    uuid: str
    number: int
    speaker_id: int | None
    label: str
    source_id: int | None
    context: str
    outside: str
    pieces: list[str] = field(default_factory=list)

    @property
    def text(self) -> str:
        return joined(self.pieces)

    @property
    def is_attributed(self) -> bool:
        return self.speaker_id is not None or bool(self.label)


def quotes_in(html: str) -> list[QuoteDraft]:
    """In the order of the text, numbered from 1."""
    found: dict[str, QuoteDraft] = {}
    for mark in tree.parse(html).iter("q"):
        quote_id = mark.get("data-quote")
        if quote_id not in found:
            block = _block_of(mark)
            found[quote_id] = QuoteDraft(
                uuid=quote_id,
                number=len(found) + 1,
                speaker_id=_number(mark.get("data-speaker")),
                label=mark.get("data-label") or "",
                source_id=_number(mark.get("data-source")),
                context=_clean(tree.words_of(block)),
                outside=_words_outside_quotes(block),
            )
        found[quote_id].pieces.append(without_marks(_clean(tree.words_of(mark))))
    return list(found.values())


def without_marks(words: str) -> str:
    """The words without the outer quotation marks that the writer typed."""
    words = words.strip()
    if words[:1] in _OPENING and words[:1]:
        words = words[1:]
    if words[-1:] in _CLOSING and words[-1:]:
        words = words[:-1]
    return words.strip()


def joined(pieces: list[str]) -> str:
    """The pieces as one reads them alone."""
    text = pieces[0]
    for piece in pieces[1:]:
        ended = re.search(r"[,.!?…—–-][’'”]*$", text)
        if not ended:
            text = f"{text} … {piece}"
        elif piece[:1].isupper() or piece[:1] in "“‘":
            text = re.sub(r",([’”]*)$", r".\1", text) + f" {piece}"
        else:
            text = f"{text} {piece}"
    return re.sub(r",([’”]*)$", r"\1", text)


def lifts(words: str, quotes: list[QuoteDraft]) -> QuoteDraft | None:
    """The quotation in which these words stand as a run; its first capital and its marks may differ."""
    wanted = _comparable(words)
    for quote in quotes:
        if wanted and any(f" {wanted} " in f" {_comparable(piece)} " for piece in [*quote.pieces, quote.text]):
            return quote
    return None


def credited_as(names: list[str], outside: str) -> str:
    """The longest of a speaker's names that the words around the quotation call them by, or nothing."""
    for name in sorted(names, key=len, reverse=True):
        if re.search(rf"(?<!\w){re.escape(name)}(?!\w)", outside):
            return name
    return ""


class Ends(NamedTuple):
    """Keys (16 characters) of a quotation's first and of its last words."""

    opening: str
    closing: str


def ends_of(text: str) -> Ends:
    """Whatever their marks, case and [insertions]: a quotation that was printed with a word changed in it, or with one
    explained in brackets, shares one of them."""
    words = said_words(text)
    return Ends(_key(words[:_WORDS_OF_AN_END]), _key(words[-_WORDS_OF_AN_END:]))


def said_words(text: str) -> list[str]:
    """The words that were said, to compare: without marks, case, and what the writer put in [brackets]."""
    return _comparable(_INSERTION.sub(" ", text)).split()


def _key(words: list[str]) -> str:
    return hashlib.sha1(" ".join(words).encode(), usedforsecurity=False).hexdigest()[:16] if words else ""


def _comparable(words: str) -> str:
    return " ".join(re.findall(r"[^\W_]+(?:[’'][^\W_]+)*|[$&+]", words.casefold().replace("'", "’")))


def _clean(words: str) -> str:
    return " ".join(words.split())


def _number(value: str | None) -> int | None:
    return int(value) if value else None


def _block_of(mark: tree.Element) -> tree.Element:
    return next(parent for parent in mark.iterancestors() if parent.tag in ("p", "h2", "h3", "div"))


def _words_outside_quotes(block: tree.Element) -> str:
    parts = [block.text or ""]
    for element in block.iterdescendants():
        in_quote = element.tag == "q" or any(parent.tag == "q" for parent in element.iterancestors())
        if not in_quote:
            parts.append(element.text or "")
        tail_in_quote = any(parent.tag == "q" for parent in element.iterancestors())
        parts.append("" if tail_in_quote else element.tail or "")
    return " ".join(parts)
