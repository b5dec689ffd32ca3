"""One reading of a text that has just come in: its blocks, what is marked in it, and all that the finder sees."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from articles.body import tree
from articles.desk.known_names import Names, outlet_names
from articles.models import Article, QuoteDecision
from articles.quotations import Extraction, extract

_MARKS = "“”\"„«»‘’'"
_GAP = "\n\n"


@dataclass(frozen=True)
class Block:
    """A paragraph or heading of the body: its number in the order of the text, and where it starts in the whole."""

    number: int
    start: int
    text: str


@dataclass
class Reading:
    """`marked` are the stretches of the whole that our own marks cover; `linked` are the references in it
    ("person:12"); `refused` the fingerprints of what somebody refused here."""

    blocks: list[Block]
    marked: list[tuple[int, int]]
    linked: set[str]
    whole: str
    found: Extraction
    known: Names
    refused: set[str] = field(default_factory=set)

    def place(self, start: int, end: int) -> dict[str, Any] | None:
        """That stretch of the whole as a place in its block; None where it runs over a block's end."""
        for block in self.blocks:
            if block.start <= start and end <= block.start + len(block.text):
                return {
                    "block": block.number,
                    "start": start - block.start,
                    "end": end - block.start,
                    "text": self.whole[start:end],
                    "at": start,
                }
        return None

    def with_marks(self, start: int, end: int) -> dict[str, Any] | None:
        """Likewise, the typed quotation marks around it taken in."""
        if start > 0 and self.whole[start - 1] in _MARKS:
            start -= 1
        if end < len(self.whole) and self.whole[end] in _MARKS:
            end += 1
        return self.place(start, end)

    def is_marked(self, pieces: Iterable[dict[str, Any]]) -> bool:
        """Whether our own marks touch any of it: what was confirmed is never touched again."""
        places = [(piece["at"], piece["at"] + len(piece["text"])) for piece in pieces]
        return any(start < until and since < end for start, end in places for since, until in self.marked)


def read_text(body: str, article: Article | None = None) -> Reading:
    """Reads the body's words. Raises articles.quotations.TextTooLong."""
    blocks, marked, linked = _blocks(body)
    whole = _GAP.join(block.text for block in blocks)
    known = outlet_names()
    found = extract(whole, known.people, known.works)
    return Reading(blocks, marked, linked, whole, found, known, _refused(article))


def fingerprint(words: list[str]) -> str:
    """Of the words alone, however they are marked or spaced."""
    plain = " ".join("".join(char for char in piece if char not in _MARKS) for piece in words)
    return hashlib.sha1(" ".join(plain.casefold().split()).encode(), usedforsecurity=False).hexdigest()


def _refused(article: Article | None) -> set[str]:
    if article is None or article.pk is None:
        return set()
    said_no = QuoteDecision.objects.filter(article=article, verdict=QuoteDecision.Verdict.REJECTED)
    return set(said_no.values_list("fingerprint", flat=True))


def _blocks(body: str) -> tuple[list[Block], list[tuple[int, int]], set[str]]:
    """The blocks of a body as plain text, the stretches of the whole that quotation marks of ours cover, references."""
    blocks: list[Block] = []
    marked: list[tuple[int, int]] = []
    root, start = tree.parse(body), 0
    for number, element in enumerate(root.iter("p", "h2", "h3")):
        parts, covered = _walk(element)
        text = "".join(parts)
        blocks.append(Block(number, start, text))
        marked += [(start + a, start + b) for a, b in covered]
        start += len(text) + len(_GAP)
    return blocks, marked, {link.get("data-ref") or "" for link in root.iter("a")} - {""}


def _walk(element: tree.Element) -> tuple[list[str], list[tuple[int, int]]]:
    """The text runs of a block, a line break as one blank, and where its marks lie."""
    parts: list[str] = [element.text or ""]
    covered: list[tuple[int, int]] = []

    def descend(node: tree.Element) -> None:
        for child in node:
            at = sum(map(len, parts))
            parts.append(" " if child.tag == "br" else child.text or "")
            descend(child)
            if child.tag == "q":
                covered.append((at, sum(map(len, parts))))
            parts.append(child.tail or "")

    descend(element)
    return parts, covered
