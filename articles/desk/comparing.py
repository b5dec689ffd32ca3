"""Two states of one story side by side: the fields around the text, its blocks and words, and its quotations."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from articles.body.diff import BlockChange, Run, compare, compare_words
from articles.body.quotes import QuoteDraft, quotes_in

# What a revision's snapshot holds besides the text, by the words that the desk has for it.
FIELDS = {
    "headline": "Headline",
    "dek": "Dek",
    "kicker": "Kicker",
    "slug": "Slug",
    "section_name": "Section",
    "story_date": "Date of the story",
    "bylines": "Bylines",
    "tags": "Tags",
    "source_name": "Source",
    "lead_photo": "Lead photo",
    "lead_visual": "Lead film",
}


@dataclass(frozen=True)
class FieldChange:
    name: str
    runs: list[Run]


@dataclass(frozen=True)
class QuoteChange:
    """`kind` is "added", "removed", "reworded" or "reattributed"; `old` and `new` are the words, empty where not."""

    kind: str
    old: str
    new: str


@dataclass(frozen=True)
class Comparison:
    fields: list[FieldChange]
    blocks: list[BlockChange]
    quotes: list[QuoteChange]

    @property
    def is_same(self) -> bool:
        return not self.fields and all(block.kind == "equal" for block in self.blocks)


def compare_snapshots(old: dict[str, Any], new: dict[str, Any]) -> Comparison:
    """From one revision's snapshot to another's; an empty dict stands for a story that was not there."""
    before, after = old.get("body", ""), new.get("body", "")
    return Comparison(_fields(old, new), compare(before, after), _quotes(before, after))


def _fields(old: dict[str, Any], new: dict[str, Any]) -> list[FieldChange]:
    return [
        FieldChange(title, compare_words(before, after))
        for name, title in FIELDS.items()
        if (before := _shown(old.get(name))) != (after := _shown(new.get(name)))
    ]


def _shown(value: Any) -> str:
    """A field of a snapshot in words: tags are [id, name] pairs, bylines have a part and a name."""
    if not value:
        return ""
    if isinstance(value, list):
        names = [f"{it['part']} {it['name']}" if isinstance(it, dict) else str(it[1]) for it in value]
        return ", ".join(names)
    return str(value)


def _quotes(before: str, after: str) -> list[QuoteChange]:
    old, new = ({quote.uuid: quote for quote in quotes_in(html)} if html else {} for html in (before, after))
    changes = [QuoteChange("removed", quote.text, "") for uuid, quote in old.items() if uuid not in new]
    for uuid, quote in new.items():
        kind = _quote_change(old.get(uuid), quote)
        if kind:
            changes.append(QuoteChange(kind, old[uuid].text if uuid in old else "", quote.text))
    return changes


def _quote_change(old: QuoteDraft | None, new: QuoteDraft) -> str:
    if old is None:
        return "added"
    if old.pieces != new.pieces:
        return "reworded"
    return "" if (old.speaker_id, old.label) == (new.speaker_id, new.label) else "reattributed"
