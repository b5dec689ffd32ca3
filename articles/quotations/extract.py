"""The whole way from a text to its quotations."""

from __future__ import annotations

import hashlib
import re

from . import interviews, kinds, verbs
from .blocks import paragraphs
from .extraction import LONGEST_TEXT, Extraction, Flag, Offsets, Quote, TextTooLong
from .marks import Span, find_spans
from .mentions import find_mentions
from .namephrases import PRONOUN
from .names import Found as FoundName
from .names import People, PeopleIndex, WorkIndex, Works
from .reading import Reading, read
from .speakers import Found, assign
from .tokens import read_paragraph

UNCLOSED = "no closing quotation mark in this paragraph"
_INSERTION = re.compile(r"\[[^\[\]\n]{1,120}\]")


def extract(text: str, people: People = (), works: Works = ()) -> Extraction:
    """Find the direct quotations of a text, who said them, and the people and works it names.

    `people` and `works` are rows or prebuilt indexes (see `PeopleIndex.build`, `WorkIndex.build`). Raises
    `TextTooLong` above 200,000 characters and nothing else, whatever the text. The same input gives the same output.
    """
    if len(text) > LONGEST_TEXT:
        raise TextTooLong(f"the text has {len(text):,} characters; at most {LONGEST_TEXT:,} are read")
    cast = people if isinstance(people, PeopleIndex) else PeopleIndex.build(people)
    titles = works if isinstance(works, WorkIndex) else WorkIndex.build(works)
    named = list(cast.find(text))
    blocks = paragraphs(text)
    spans, flags = _without_swallowed(text, find_spans(text, blocks))
    parts = _by_block(named, [block.start for block in blocks])
    tokens = [read_paragraph(text, *part) for part in zip(blocks, spans, parts, strict=True)]
    reading = read(text, tokens, cast)
    found = assign(reading, titles)
    result = Extraction(hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest(), flags=flags)
    _fill(result, reading, found)
    result.quotes, result.other = interviews.merge(reading, result.quotes, result.other)
    result.mentions = find_mentions(text, cast, titles, named, tokens, result)
    return result


def _without_swallowed(text: str, spans: list[list[Span]]) -> tuple[list[list[Span]], list[Flag]]:
    """Drop unclosed quotations that took in their own attribution: “We never planned it, Marsh said."""
    kept, flags = [], []
    for line in spans:
        if line and not line[-1].closed and _ends_with_cue(text[max(line[-1].start, line[-1].end - 60) : line[-1].end]):
            flags.append(Flag(line[-1].before, line[-1].end, UNCLOSED))
            line = line[:-1]
        kept.append(line)
    return kept, flags


def _ends_with_cue(words: str) -> bool:
    last = words.lower().replace(".", " ").split()[-4:]
    return any(verbs.CUES.get(word, ("",))[0] in {"say", "tell", "add", "write"} for word in last)


def _by_block(named: list[FoundName], starts: list[int]) -> list[list[FoundName]]:
    parts: list[list[FoundName]] = [[] for _ in starts]
    at = 0
    for name in named:
        while at + 1 < len(starts) and starts[at + 1] <= name.start:
            at += 1
        parts[at].append(name)
    return parts


def _fill(result: Extraction, reading: Reading, found: list[Found]) -> None:
    groups: dict[int, Quote] = {}
    for span in found:
        quote = groups.get(id(span.joins)) if span.joins is not None else None
        if quote is None:
            quote = _quote(reading, span)
            (result.other if span.kind in (kinds.TITLE, kinds.SCARE) else result.quotes).append(quote)
        else:
            quote.pieces.append((span.start, span.end))
            quote.confidence = round(min(quote.confidence, span.score), 3)
        groups[id(span)] = quote
        _details(result, reading, span, quote)


def _details(result: Extraction, reading: Reading, span: Found, quote: Quote) -> None:
    mark = reading.paragraphs[span.paragraph].spans[reading.paragraphs[span.paragraph].tokens[span.at].span]
    quote.nested += mark.nested
    quote.insertions += [match.span() for match in _INSERTION.finditer(reading.text, span.start, span.end)]
    if not mark.closed and not mark.continued:
        quote.unclosed = True
        result.flags.append(Flag(mark.before, mark.end, UNCLOSED))


def _quote(reading: Reading, span: Found) -> Quote:
    quote = Quote([(span.start, span.end)], span.kind)
    if span.kind in (kinds.TITLE, kinds.SCARE):
        return quote
    quote.rule, quote.confidence = span.rule, round(span.score, 3)
    if span.said is not None:
        source, tokens = span.said.source, reading.paragraphs[span.said_in].tokens
        quote.label = reading.label(span.said_in, source)
        quote.source = _offsets(tokens[source.first].start, tokens[source.last - 1].end)
        if span.said.cue >= 0:
            quote.cue = _offsets(tokens[span.said.cue].start, tokens[span.said.cue].end)
        if source.kind == PRONOUN and span.ranked and not span.ranked[0][0].named:
            quote.label = span.ranked[0][0].name
    if span.ranked and span.ranked[0][0].named and span.score >= 0.3:
        quote.speaker = span.ranked[0][0].name
    quote.candidates = [(person.name, round(share * span.score, 3)) for person, share in span.ranked[:3]]
    return quote


def _offsets(start: int, end: int) -> Offsets:
    return (start, end)
