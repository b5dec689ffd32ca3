"""Who said what in a text that has just come in: proposals to confirm, never changes.

The finder (articles.quotations) reads plain text; here its offsets become places in the body's blocks, its names
people of ours, its rules words that an editor understands. Links and tags are proposed beside (link_desk, tag_desk).
"""

from __future__ import annotations

from typing import Any

from django.contrib.auth.models import User

from articles.desk.text_reading import Reading, fingerprint
from articles.models import Article, QuoteDecision
from articles.quotations import RULES_VERSION, Quote
from people import names
from people.models import Person

PRESELECTED = 0.8
ASKED = 0.5


def suggest(reading: Reading) -> list[dict[str, Any]]:
    """Proposals in the order of the text, for words that no mark covers yet and that nobody has rejected here.

    Each is {"fingerprint", "pieces": [{"block", "start", "end", "text"}], "kind", "speaker": {"id", "name"} or None,
    "label", "candidates": [{"id", "name"}], "confidence", "level", "why", "rule", "rules_version"}; offsets are code
    points inside the block, quotation marks included.
    """
    rows = []
    for quote in reading.found.quotes:
        pieces = [place for piece in quote.pieces if (place := reading.with_marks(*piece))]
        if len(pieces) < len(quote.pieces) or reading.is_marked(pieces):
            continue
        row = _row(quote, pieces, reading)
        if row["fingerprint"] not in reading.refused:
            rows.append(row)
    return rows


def decide(
    article: Article, proposal: dict[str, Any], *, verdict: str, by: User, speaker: Person | None, label: str
) -> None:
    """Keeps what became of a proposal, as it was shown; of a quotation by its words, however they were joined."""
    QuoteDecision.objects.create(
        article=article,
        fingerprint=_fingerprint(proposal),
        verdict=verdict,
        proposal=proposal,
        rules_version=str(proposal.get("rules_version", RULES_VERSION))[:20],
        speaker=speaker,
        label=label[:120],
        by=by,
    )


def _fingerprint(proposal: dict[str, Any]) -> str:
    given, pieces = str(proposal.get("fingerprint", ""))[:40], proposal.get("pieces")
    if given.startswith(("link:", "tag:")) or not isinstance(pieces, list):
        return given
    return fingerprint([str(piece.get("text", "")) for piece in pieces if isinstance(piece, dict)])


def _row(quote: Quote, pieces: list[dict[str, Any]], reading: Reading) -> dict[str, Any]:
    speaker = _person(quote.speaker, reading)
    candidates = [row for name, _ in quote.candidates if (row := _person(name, reading))]
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
        "why": why(quote, reading.whole),
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


def _person(name: str | None, reading: Reading) -> dict[str, str] | None:
    """Ours by that name; nobody where two share it: an editor then says which."""
    pk = reading.known.person(name)
    return {"id": str(pk), "name": name or ""} if pk else None
