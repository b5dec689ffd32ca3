"""A quotation's words, marked in the paragraph that they stand in."""

from __future__ import annotations

_OPENING, _CLOSING = "“‘\"'«„", "”’\"'»“,.!?…"


def highlighted(paragraph: str, pieces: list[str]) -> list[tuple[str, bool]]:
    """The paragraph cut into (text, is the quotation's): each piece in turn, with the marks right beside it."""
    parts: list[tuple[str, bool]] = []
    done = 0
    for piece in pieces:
        start = paragraph.find(piece, done)
        if start < 0:
            continue
        end = start + len(piece)
        start -= start > done and paragraph[start - 1] in _OPENING
        end += end < len(paragraph) and paragraph[end] in _CLOSING
        parts += [(paragraph[done:start], False), (paragraph[start:end], True)]
        done = end
    parts.append((paragraph[done:], False))
    return [part for part in parts if part[0]]
