"""Which of the dictionary’s names in a text are linked: “Future” the rapper, not the future.

Names of several words link freely. A name of one word links once its bearer is established, by the full name or by
an anchor (“rapper Future”, “Future raps”, “Future’s album”); else, unless the word is an everyday one, where it
stands capitalised within sentences at least twice. A longer run of capitals that the dictionary does not know blocks
a link (Future Islands), and inside quotation marks only names of several words or of established people count.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from . import lexicon
from .extraction import Extraction, Mention
from .kinds import TITLE
from .names import COMMON_WORDS, WORD, Entry, Found, PeopleIndex, WorkIndex, fold
from .reporting import cue_kind, is_name_word
from .tokens import Paragraph, Token

_LOWER_WORD = re.compile(r"\b[^\W\d_][^\W_]*")


@dataclass(slots=True)
class _Seen:
    """A name outside or inside quotations, with what its surroundings say about it."""

    found: Found
    entries: tuple[Entry, ...]
    in_quote: bool
    blocked: bool = False  # part of a longer name
    anchored: bool = False
    opens: bool = False  # first word of its sentence, where any word has a capital
    everyday: bool = False


def find_mentions(
    text: str,
    people: PeopleIndex,
    works: WorkIndex,
    named: list[Found],
    paragraphs: list[Paragraph],
    result: Extraction,
) -> list[Mention]:
    """The people and works that a text names, in order, none overlapping another."""
    seen = _look(text, named, paragraphs, result) if people.entries else []
    mentions = _linked(seen) + list(_works(text, works, result))
    mentions.sort(key=lambda mention: (mention.start, -mention.end))
    kept: list[Mention] = []
    for mention in mentions:
        if not kept or mention.start >= kept[-1].end:
            kept.append(mention)
    return kept


def _look(text: str, named: list[Found], paragraphs: list[Paragraph], result: Extraction) -> list[_Seen]:
    places = {
        id(token.found): (paragraph, at)
        for paragraph in paragraphs
        for at, token in reversed(list(enumerate(paragraph.tokens)))
        if token.found
    }
    lower = {word for word in _LOWER_WORD.findall(text) if word[0].islower()}
    sources = {quote.source[0] for quote in result.quotes if quote.source is not None}
    seen = []
    for found in named:
        entries = tuple(entry for entry in found.entries if _same_case(text[found.start : found.end], entry.form))
        if not entries:
            continue
        place = places.get(id(found))
        name = _Seen(found, entries, place is None)
        word = fold(text[found.start : found.end])
        name.everyday = any(entry.ambiguous for entry in entries) or word in COMMON_WORDS or word in lower
        if place is not None:
            _surroundings(name, *place)
            name.anchored |= found.start in sources
        seen.append(name)
    return seen


def _same_case(written: str, form: str) -> bool:
    """Whether the words that the table writes with a capital have one here; “the Weeknd” is The Weeknd."""
    pairs = list(zip(WORD.findall(written), WORD.findall(form), strict=False))
    rest = [pair for pair in pairs if pair[1].lower() not in {"the", "of", "and", "de", "la", "van", "von"}] or pairs
    return all(here[0].isupper() or not there[0].isupper() for here, there in rest)


def _surroundings(name: _Seen, paragraph: Paragraph, at: int) -> None:
    tokens, end = paragraph.tokens, at
    while end < len(tokens) and tokens[end].found is name.found:
        end += 1
    before = tokens[at - 1] if at > paragraph.sentence[at] and tokens[at - 1].span < 0 else None
    following = tokens[end] if end < len(tokens) and tokens[end].span < 0 else None
    name.opens = paragraph.sentence[at] == at
    possessive = tokens[end - 1].possessive
    role = before is not None and (before.low in lexicon.PERSON_NOUNS or before.low in lexicon.CAPITAL_ROLES)
    name.blocked = _in_longer(before, role) or (
        following is not None and not possessive and is_name_word(following) and following.found is None
    )
    verb = following is not None and end < len(tokens) and cue_kind(tokens, end) in {"past", "s"}
    owned = possessive and any(token.low in lexicon.TITLE_NOUNS for token in tokens[end : end + 3])
    name.anchored = bool((role or verb or owned) and not name.blocked)


def _in_longer(before: Token | None, role: bool) -> bool:
    return before is not None and not role and is_name_word(before) and before.found is None and not before.possessive


def _linked(seen: list[_Seen]) -> list[Mention]:
    established: dict[str, int] = {}
    for name in seen:
        if (name.found.words > 1 and not name.blocked) or name.anchored:
            for entry in name.entries:
                established.setdefault(entry.name, name.found.start)
    inside = Counter(
        entry.name
        for name in seen
        if not name.opens and not name.blocked and not name.in_quote
        for entry in name.entries
    )
    mentions = []
    for name in seen:
        if not _is_linked(name, established, inside):
            continue
        names = tuple(entry.name for entry in name.entries)
        mentions.append(
            Mention(
                name.found.start, name.found.end, "person", names[0] if len(names) == 1 else None, names, name.in_quote
            )
        )
    return mentions


def _is_linked(name: _Seen, established: dict[str, int], inside: Counter[str]) -> bool:
    if name.found.words > 1:
        return not name.blocked
    known = any(established.get(entry.name, name.found.start + 1) <= name.found.start for entry in name.entries)
    if name.blocked:
        return False
    if name.in_quote:
        return known and not name.everyday
    if name.anchored:
        return True
    if known:
        return not (name.everyday and name.opens)
    if any(_is_stylised(entry.form) for entry in name.entries):
        return True
    ever = any(entry.name in established for entry in name.entries)
    return not name.everyday and not name.opens and (ever or any(inside[entry.name] >= 2 for entry in name.entries))


def _is_stylised(form: str) -> bool:
    """P!nk, A$TRO: no everyday word is written so."""
    return not form.isalpha() and any(c in "$!@.0123456789" for c in form) and any(c.isalpha() for c in form)


def _works(text: str, works: WorkIndex, result: Extraction) -> Iterable[Mention]:
    if not works.entries:
        return
    marked = {piece for quote in result.other if quote.kind == TITLE for piece in quote.pieces}
    for start, end in marked:
        title = works.title(text[start:end])
        if title is not None:
            # The comma that American typesetting puts before the closing mark is not the title's.
            until = start + len(text[start:end].rstrip(",.")) if title[-1:] not in ",." else end
            yield Mention(start, until, "work", title, (title,))
    spoken = sorted(piece for quote in result.quotes for piece in quote.pieces)
    starts = [start for start, _ in spoken]
    for found in works.find(text):
        names = tuple(
            dict.fromkeys(
                entry.name for entry in found.entries if _same_case(text[found.start : found.end], entry.form)
            )
        )
        if found.words > 1 and names:
            at = bisect_right(starts, found.start) - 1
            in_quote = at >= 0 and found.start < spoken[at][1]
            yield Mention(found.start, found.end, "work", names[0] if len(names) == 1 else None, names, in_quote)
