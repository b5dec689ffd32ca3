"""What a reader's browser fetches beside the page: style sheets, scripts, fonts."""

from __future__ import annotations

import gzip
import re
from pathlib import Path

from tests.benchmarks.archives import ROOT

_STATIC = ROOT / "static"
# WhiteNoise packs files once, as well as gzip can.
_FILE_LEVEL = 9


def linked(html: str) -> tuple[int, int]:
    """Gzip bytes of all style sheets and of all scripts that a page names."""
    sheets = re.findall(r'<link rel="stylesheet" href="/static/([^"]+)"', html)
    scripts = re.findall(r'<script[^>]* src="/static/([^"]+)"', html)
    return sum(map(_packed, sheets)), sum(map(_packed, scripts))


def _packed(path: str) -> int:
    return len(gzip.compress((_STATIC / path).read_bytes(), _FILE_LEVEL))


def fonts() -> dict[str, int]:
    """Bytes of each font file; those of Latin Extended are fetched only where a page has such a letter."""
    return {path.name: path.stat().st_size for path in sorted(Path(_STATIC / "fonts").glob("*.woff2"))}
