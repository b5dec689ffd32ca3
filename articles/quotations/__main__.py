"""python -m articles.quotations FILE [--people FILE.json] [--works FILE.json]: the quotations of a text as JSON."""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path
from typing import Any

from . import Extraction, extract


def rows(text: str, found: Extraction) -> list[dict[str, Any]]:
    """One row a piece, in reading order. `speaker` is the person, else the unnamed source as written, else None."""
    listed = [
        {
            "start": start,
            "end": end,
            "text": text[start:end],
            "speaker": quote.speaker or unnamed(quote.label),
            "label": quote.label,
            "group": group,
            "confidence": quote.confidence,
            "kind": quote.kind,
            "rule": quote.rule,
        }
        for group, quote in enumerate(found.quotes, 1)
        for start, end in quote.pieces
    ]
    return sorted(listed, key=lambda row: row["start"])


def unnamed(label: str) -> str | None:
    """A label as a speaker: “a spokesman”, but not “he”."""
    return label if label and label.lower() not in {"he", "she", "they", "it", "i", "we", "you"} else None


def main(arguments: list[str] | None = None) -> int:
    """Read, extract, print. Exit code 2 with a reason where a file cannot be read or the text is too long."""
    parser = argparse.ArgumentParser(prog="python -m articles.quotations", description=__doc__)
    parser.add_argument("file", type=Path, help="a text, UTF-8")
    parser.add_argument("--people", type=Path, help='JSON: [{"name", "aliases", "pronouns"?}]')
    parser.add_argument("--works", type=Path, help='JSON: ["title", …] or [{"name", "aliases"?}]')
    options = parser.parse_args(arguments)
    try:
        with options.file.open(encoding="utf-8", errors="replace", newline="") as file:
            text = file.read()
        people, works = (
            json.loads(path.read_text("utf-8")) if path else [] for path in (options.people, options.works)
        )
        found = extract(text, people, works)
    except (OSError, ValueError) as error:
        parser.exit(2, f"{error}\n")
    print(json.dumps({"quotes": rows(text, found)}, ensure_ascii=True, indent=1))
    return 0


if __name__ == "__main__":
    sys.exit(main())
