"""Who said what in a text that has just come in: proposals to confirm, never changes.

The finder (articles.quotations) reads plain text; here its offsets become places in the body's blocks, its names
people of ours, its rules words that an editor understands.
"""

from __future__ import annotations

import gc
import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.contrib.auth.models import User
from django.db.models import Count, Max

from articles.body import tree
from articles.models import Article, QuoteDecision, Visual
from articles.quotations import RULES_VERSION, PeopleIndex, Quote, WorkIndex, extract
from people import names
from people.models import Alias, Person

PRESELECTED = 0.8
ASKED = 0.5
_MARKS = "“”\"„«»‘’'"


@dataclass(frozen=True)
class Block:
    """A paragraph or heading of the body: its number in the order of the text, and where it starts in the whole."""

    number: int
    start: int
    text: str


@dataclass
class Names:
    """The outlet's people and works as the finder wants them; kept by the process until one of them changes."""

    stamp: tuple[Any, ...]
    people: PeopleIndex
    works: WorkIndex
    ids: dict[str, list[int]] = field(default_factory=dict)


_kept: Names | None = None


def suggest(body: str, article: Article | None = None) -> list[dict[str, Any]]:
    """Proposals in the order of the text, for words that no mark covers yet and that nobody has rejected here.

    Each is {"fingerprint", "pieces": [{"block", "start", "end", "text"}], "kind", "speaker": {"id", "name"} or None,
    "label", "candidates": [{"id", "name"}], "confidence", "level", "why", "rule", "rules_version"}; offsets are code
    points inside the block, quotation marks included. Raises articles.quotations.TextTooLong.
    """
    blocks, marked = read(body)
    whole = "\n\n".join(block.text for block in blocks)
    known = outlet_names()
    rejected = _rejected(article)
    rows = []
    for quote in extract(whole, known.people, known.works).quotes:
        pieces = [_place(piece, blocks, whole) for piece in quote.pieces]
        if any(piece is None for piece in pieces) or _is_marked(pieces, marked):
            continue
        row = _row(quote, [piece for piece in pieces if piece], whole, known)
        if row["fingerprint"] not in rejected:
            rows.append(row)
    return rows


def decide(
    article: Article, proposal: dict[str, Any], *, verdict: str, by: User, speaker: Person | None, label: str
) -> None:
    """Keeps what became of a proposal, as it was shown."""
    QuoteDecision.objects.create(
        article=article,
        fingerprint=str(proposal.get("fingerprint", ""))[:40],
        verdict=verdict,
        proposal=proposal,
        rules_version=str(proposal.get("rules_version", RULES_VERSION))[:20],
        speaker=speaker,
        label=label[:120],
        by=by,
    )


def read(body: str) -> tuple[list[Block], list[tuple[int, int]]]:
    """The blocks of a body as plain text, and the stretches of the whole that quotation marks of ours cover."""
    blocks: list[Block] = []
    marked: list[tuple[int, int]] = []
    start = 0
    for number, element in enumerate(tree.parse(body).iter("p", "h2", "h3")):
        parts, covered = _walk(element)
        text = "".join(parts)
        blocks.append(Block(number, start, text))
        marked += [(start + a, start + b) for a, b in covered]
        start += len(text) + 2
    return blocks, marked


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


def _place(piece: tuple[int, int], blocks: list[Block], whole: str) -> dict[str, Any] | None:
    """A piece as a place in its block, its typed marks taken in; None where it runs over a block's end."""
    start, end = piece
    if start > 0 and whole[start - 1] in _MARKS:
        start -= 1
    if end < len(whole) and whole[end] in _MARKS:
        end += 1
    for block in blocks:
        if block.start <= start and end <= block.start + len(block.text):
            return {
                "block": block.number,
                "start": start - block.start,
                "end": end - block.start,
                "text": whole[start:end],
                "at": start,
            }
    return None


def _is_marked(pieces: Iterable[dict[str, Any] | None], marked: list[tuple[int, int]]) -> bool:
    """Whether our own marks touch any of it: what was confirmed is never touched again."""
    places = [(piece["at"], piece["at"] + len(piece["text"])) for piece in pieces if piece]
    return any(start < until and since < end for start, end in places for since, until in marked)


def _row(quote: Quote, pieces: list[dict[str, Any]], whole: str, known: Names) -> dict[str, Any]:
    speaker = _person(quote.speaker, known)
    candidates = [row for name, _ in quote.candidates if (row := _person(name, known))]
    level = "sure" if quote.confidence >= PRESELECTED and speaker else "maybe" if quote.confidence >= ASKED else "who"
    return {
        "fingerprint": fingerprint([piece["text"] for piece in pieces]),
        "pieces": pieces,
        "kind": quote.kind,
        "speaker": speaker,
        "name": quote.speaker or "",
        "label": quote.label if quote.speaker is None else "",
        "candidates": candidates,
        "confidence": round(quote.confidence, 3),
        "level": level,
        "why": why(quote, whole),
        "rule": quote.rule,
        "rules_version": RULES_VERSION,
    }


def why(quote: Quote, whole: str) -> str:
    """The reason in words: what in the text says so, and what had to be worked out."""
    source = whole[slice(*quote.source)] if quote.source else ""
    cue = whole[slice(*quote.cue)] if quote.cue else ""
    if not source:
        return "Nothing near it says who spoke."
    seen = f"‘{source}’" if not cue else f"‘{source}’ with ‘{cue}’"
    if quote.speaker and names.loose_key(source) != names.loose_key(quote.speaker):
        return f"{seen}: taken for {quote.speaker}."
    return f"{seen}."


def fingerprint(words: list[str]) -> str:
    """Of the words alone, however they are marked or spaced."""
    plain = " ".join("".join(char for char in piece if char not in _MARKS) for piece in words)
    return hashlib.sha1(" ".join(plain.casefold().split()).encode(), usedforsecurity=False).hexdigest()


def _person(name: str | None, known: Names) -> dict[str, str] | None:
    """Ours by that name; nobody where there is none, and nobody where two share it: an editor then says which."""
    ids = known.ids.get(name or "", [])
    return {"id": str(ids[0]), "name": name or ""} if len(ids) == 1 else None


def _rejected(article: Article | None) -> set[str]:
    if article is None or article.pk is None:
        return set()
    said_no = QuoteDecision.objects.filter(article=article, verdict=QuoteDecision.Verdict.REJECTED)
    return set(said_no.values_list("fingerprint", flat=True))


def outlet_names() -> Names:
    """All names and aliases, indexed once; three small queries say whether that is still true."""
    global _kept
    stamp = _stamp()
    if _kept is None or _kept.stamp != stamp:
        _kept = _build(stamp)
    return _kept


def _stamp() -> tuple[Any, ...]:
    people = Person.objects.aggregate(Count("pk"), Max("updated_at"))
    aliases = Alias.objects.aggregate(Count("pk"), Max("pk"))
    visuals = Visual.objects.aggregate(Count("pk"), Max("updated_at"))
    return (*people.values(), *aliases.values(), *visuals.values())


def _build(stamp: tuple[Any, ...]) -> Names:
    aliases: dict[int, list[str]] = {}
    for person_id, alias in Alias.objects.values_list("person_id", "name"):
        aliases.setdefault(person_id, []).append(alias)
    rows: list[dict[str, Any]] = []
    ids: dict[str, list[int]] = {}
    for pk, name, pronouns in Person.objects.values_list("pk", "name", "pronouns").iterator():
        ids.setdefault(name, []).append(pk)
        rows.append({"name": name, "aliases": aliases.get(pk, []), "pronouns": pronouns})
    titles = {title for pair in Visual.objects.values_list("title", "song").iterator() for title in pair if title}
    built = Names(stamp, PeopleIndex.build(rows), WorkIndex.build(sorted(titles)), ids)
    gc.freeze()  # the collector would walk every name again and again
    return built
