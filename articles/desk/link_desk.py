"""People and films that a text names and does not link yet: each where it is named first."""

from __future__ import annotations

from collections import Counter
from typing import Any

from articles.desk.text_reading import Reading
from articles.quotations import RULES_VERSION, Mention


def suggest(reading: Reading) -> list[dict[str, Any]]:
    """In the order of the text: {"fingerprint", "ref": "person:12", "name", "pieces": [place], "why", "rules_version"}."""
    counted = Counter(ref for mention in reading.found.mentions if (ref := _ref(mention, reading)))
    rows: dict[str, dict[str, Any]] = {}
    for mention in reading.found.mentions:
        ref = _ref(mention, reading)
        place = reading.place(mention.start, mention.end) if ref else None
        if not ref or place is None or ref in rows or ref in reading.linked or f"link:{ref}" in reading.refused:
            continue
        if mention.in_quote or reading.is_marked([place]):
            continue  # what somebody said is not ours to link
        times = counted[ref]
        rows[ref] = {
            "fingerprint": f"link:{ref}",
            "ref": ref,
            "name": mention.name,
            "pieces": [place],
            "why": "named once" if times == 1 else f"named {times} times, here first",
            "rules_version": RULES_VERSION,
        }
    return list(rows.values())


def _ref(mention: Mention, reading: Reading) -> str:
    """What a link would point at; nothing where we know nobody of that name, or two."""
    if mention.kind == "person":
        pk = reading.known.person(mention.name)
        return f"person:{pk}" if pk else ""
    pk = reading.known.visual(mention.name)
    return f"visual:{pk}" if pk else ""
