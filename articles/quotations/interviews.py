"""Interviews in question-and-answer layout: the answers are quotations though no mark stands around them."""

from __future__ import annotations

from .extraction import Quote
from .reading import Reading


def merge(reading: Reading, quotes: list[Quote], other: list[Quote]) -> tuple[list[Quote], list[Quote]]:
    return quotes, other
