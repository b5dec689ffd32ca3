"""The words of a body alone: for search, feeds, counts and comparison."""

from __future__ import annotations

from articles.body import tree


def plain_text(html: str) -> str:
    """One paragraph a line, the quotations' words in it; embeds (ad slots, pull quotes, films) are not words."""
    root = tree.parse(html)
    lines = (" ".join(tree.words_of(block).split()) for block in root.iter("p", "h2", "h3"))
    return "\n".join(line for line in lines if line)


def word_count(text: str) -> int:
    return len(text.split())
