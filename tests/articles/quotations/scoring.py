"""Scores an extraction against gold texts: quotations found, quotations with the right speaker, both as counts."""

from __future__ import annotations

import itertools
import json
import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from articles.quotations import extract, lexicon
from articles.quotations.__main__ import rows

DATA = Path(__file__).parent / "data"
SEED = Path(__file__).parents[3] / "newsroom" / "demo" / "seed.txt"
_EDGE = re.compile(r"^[\W_]+|[\W_]+$")


_OPENERS = {"a", "its", "an", "the", "his", "her", "their", "one", "city", "forty"}


def bare(words: str) -> str:
    """A quotation as compared: without signs at its edges, blanks as one, curls gone."""
    return _EDGE.sub("", " ".join(words.split()).replace("’", "'").replace("‘", "'")).casefold()


def same_speaker(gold: str | None, found: str | None) -> bool:
    """Whether a found speaker is the gold one, or one of several ("Honest|Andre Cole"); a label by its words."""
    if not gold or not found:
        return not gold and not found
    found = found.casefold().replace("’", "'")
    words = found.split()
    names = [name.casefold().replace("’", "'") for name in gold.split("|")]
    return any(found.removeprefix("the ") == name.removeprefix("the ") or _contains(words, name) for name in names)


def _contains(words: list[str], name: str) -> bool:
    """“a spokesperson for the label” for the gold “spokesperson”; never a surname for a full name."""
    return (words[0] in _OPENERS and all(word in words for word in name.split())) or (
        words[-1].rstrip("s") == name.rstrip("s") and name in lexicon.PERSON_NOUNS
    )


@dataclass
class Score:
    """Counts over texts; `misses` says what went wrong, one line each; `tiers` holds (confidence, right)."""

    gold: int = 0
    found: int = 0
    matched: int = 0
    right: int = 0
    joined: int = 0
    pairs: int = 0
    misses: list[str] = field(default_factory=list)
    tiers: list[tuple[float, bool]] = field(default_factory=list)

    def f1(self, hits: int) -> float:
        return 2 * hits / (self.gold + self.found) if self.gold + self.found else 1.0


def load(name: str) -> list[dict[str, Any]]:
    """The gold texts of a file in data/; the seed’s text is the demo’s."""
    texts: list[dict[str, Any]] = json.loads((DATA / name).read_text("utf-8"))
    for text in texts:
        if "text" not in text:
            text["text"] = SEED.read_text("utf-8")
    return texts


def score(texts: list[dict[str, Any]]) -> Score:
    """Compare every text with its gold, piece by piece, in order."""
    total = Score()
    for text in texts:
        found = rows(text["text"], extract(text["text"], text.get("people") or (), text.get("works") or ()))
        _compare(total, text, found)
    return total


def _compare(total: Score, text: dict[str, Any], found: list[dict[str, Any]]) -> None:
    gold, left = text["quotes"], list(found)
    total.gold += len(gold)
    total.found += len(found)
    groups = []
    for quote in gold:
        row = next((row for row in left if bare(row["text"]) == bare(quote["text"])), None)
        if row is None:
            total.misses.append(f"{text['id']}: not found: {quote['text'][:60]!r} ({quote['speaker']})")
            continue
        left.remove(row)
        total.matched += 1
        groups.append((quote["group"], row["group"]))
        right = same_speaker(quote["speaker"], row["speaker"])
        total.right += right
        total.tiers.append((row["confidence"], right))
        if not right:
            total.misses.append(
                f"{text['id']}: {quote['text'][:40]!r} is {quote['speaker']}, not {row['speaker']} ({row['rule']}, {row['confidence']})"
            )
    total.misses += [
        f"{text['id']}: no quotation: {row['text'][:60]!r} ({row['rule']}, {row['speaker']})" for row in left
    ]
    total.tiers += [(row["confidence"], False) for row in left]
    for (gold_one, found_one), (gold_two, found_two) in itertools.pairwise(groups):
        total.pairs += 1
        total.joined += (gold_one == gold_two) == (found_one == found_two)
