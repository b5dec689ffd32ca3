"""Paragraphs: where a text is cut, and which paragraphs are no prose (code, captions)."""

from __future__ import annotations

import itertools
import re
from dataclasses import dataclass

_LINE = re.compile(r"[^\n\r\u2028\u2029]+")
_CODE = re.compile(r"""[\w-]=["']|\w\(["']|["']\)?;|["']\s*:\s*["'\[{\d]|["']\s*[+%]\s*\w|\{["']|=>|</?\w+[^<>]*>""")
_CODE_WORD = re.compile(r"(?:import|from|def|class|return|const|let|var|function|print|echo|SELECT)\b")
_CAPTION = re.compile(
    r"(?:photo|photograph|picture|pictured|image|caption|credit|photo credit|video|watch|listen|related|read more|see also|tags?|filed under)s?\s*[:|]",
    re.IGNORECASE,
)
_FENCE = re.compile(r"(?:```|~~~)")


@dataclass(frozen=True, slots=True)
class Block:
    """One paragraph, start and end in the text; `prose` is False for code and captions."""

    start: int
    end: int
    prose: bool = True


def paragraphs(text: str) -> list[Block]:
    """The paragraphs of a text. Each line is one, unless the text is wrapped by hand: then blank lines part them."""
    lines = [match.span() for match in _LINE.finditer(text) if not match.group().isspace()]
    spans = _joined(text, lines) if _is_wrapped(text, lines) else lines
    blocks, fenced = [], False
    for start, end in spans:
        line = text[start : min(end, start + 400)].lstrip()
        fence = bool(_FENCE.match(line))
        blocks.append(Block(start, end, not (fenced or fence or _is_code(line) or _CAPTION.match(line) is not None)))
        fenced ^= fence
    return blocks


def _single_break(text: str, left: tuple[int, int], right: tuple[int, int]) -> bool:
    return text[left[1] : right[0]] in ("\n", "\r\n", "\r")


def _is_wrapped(text: str, lines: list[tuple[int, int]]) -> bool:
    """Mail and old archives break lines within sentences: then many a line starts in lower case."""
    breaks = [right for left, right in itertools.pairwise(lines) if _single_break(text, left, right)]
    lower = sum(text[start].islower() for start, _ in breaks)
    return len(breaks) >= 3 and lower * 5 >= len(breaks) * 2


def _joined(text: str, lines: list[tuple[int, int]]) -> list[tuple[int, int]]:
    spans: list[tuple[int, int]] = []
    for line in lines:
        if spans and _single_break(text, spans[-1], line):
            spans[-1] = (spans[-1][0], line[1])
        else:
            spans.append(line)
    return spans


def _is_code(line: str) -> bool:
    """Whether a line is source code: two signs of it, or one on a line that starts like code."""
    signs = len(_CODE.findall(line))
    return signs >= 2 or (signs == 1 and _CODE_WORD.match(line) is not None)
