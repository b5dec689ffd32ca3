"""Whatever the text: no exception, offsets that hold, the same answer twice, and a reason where it is too long."""

from __future__ import annotations

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from articles.quotations import LONGEST_TEXT, Extraction, PeopleIndex, TextTooLong, extract
from articles.quotations.blocks import paragraphs

PEOPLE = [
    {"name": "Ada Marlowe", "aliases": ["Marlowe", "A$TRO", "b.l.u.e", "!!!"]},
    {"name": "Straße"},
    {"name": "The The"},
    {"name": ""},
]
WORKS = ["Low Tide", {"name": "Salt", "aliases": ["Sält"]}]
BITS = [
    "“", "”", "‘", "’", '"', "'", "«", "»", "„", "``", "''", "\n", "\n\n", "\r\n", " ", ", ", ". ", "? ", ": ", "—", "(", ")", "[he]",
    "said", "Ada", "Marlowe", "he", "she", "they", "told", "who", "and", "that", "the", "a spokesman", "Mr.", "12", "’90s", "O’Connor", "Q:", "A:",
    "according to", "Low Tide", "'s", "’s", "I", "no", "😀", "e\u0301", "ß", "\u200b", "\x00", "\u2028", "\ud800", "```", "x=\"y\"",
]  # fmt: skip


def check(text: str, found: Extraction) -> None:
    """Every offset lies in the text, and every piece inside one paragraph, with its marks outside."""
    blocks = [(block.start, block.end) for block in paragraphs(text)]
    for quote in found.quotes + found.other:
        assert quote.kind in {"speech", "fragment", "lyric", "title", "scare"}
        assert 0 <= quote.confidence <= 1
        assert len(quote.candidates) <= 3
        assert quote.pieces == sorted(quote.pieces)
        for start, end in quote.pieces:
            assert 0 <= start < end <= len(text)
            assert any(low <= start and end <= high for low, high in blocks)
            assert text[start:end] == text[start:end].strip()
        for place in [*quote.nested, *quote.insertions, quote.source, quote.cue]:
            assert place is None or 0 <= place[0] <= place[1] <= len(text)
    starts = [quote.pieces[0] for quote in found.quotes]
    assert starts == sorted(starts)
    for mention in found.mentions:
        assert 0 <= mention.start < mention.end <= len(text)


@settings(max_examples=150, deadline=None)
@given(st.lists(st.sampled_from(BITS), max_size=60), st.sampled_from(["", " "]))
def test_any_mixture_of_marks_and_words_is_read(bits, glue):
    text = glue.join(bits)
    check(text, extract(text, PEOPLE, WORKS))


@settings(max_examples=80, deadline=None)
@given(st.text(max_size=400))
def test_any_text_is_read(text):
    check(text, extract(text, PEOPLE, WORKS))


def test_random_bytes_are_read():
    draw = random.Random(11)
    for _ in range(40):
        text = draw.randbytes(600).decode("utf-8", "replace") + "“" + draw.randbytes(100).decode("latin-1")
        check(text, extract(text, PEOPLE, WORKS))


def test_same_text_gives_same_answer():
    text = "“It rained,” Marsh said. “Then it rained more.” Lena Marsh left."
    assert extract(text) == extract(text)


def test_index_and_rows_give_the_same_answer():
    text = "“It rained,” Marlowe said. Ada Marlowe laughed."
    assert extract(text, PEOPLE) == extract(text, PeopleIndex.build(PEOPLE))


def test_longest_text_is_read_and_a_longer_one_refused_with_a_reason():
    assert extract(" " * LONGEST_TEXT).quotes == []
    with pytest.raises(TextTooLong, match="200,001 characters"):
        extract(" " * (LONGEST_TEXT + 1))


@pytest.mark.parametrize("piece", ["a “", "“a,” he said “", "“x,” Ada said. ", "’ ", "Ada, "])
def test_work_grows_with_the_text_not_its_square(piece):
    """Counted, not timed: lines of Python executed for a text of one paragraph, and for one four times as long."""
    small, large = _steps(piece * 400), _steps(piece * 1600)
    assert large < 6 * small


def _steps(text: str) -> int:
    import sys

    steps = 0

    def count(frame, event, argument):
        nonlocal steps
        steps += 1
        return count

    before = sys.gettrace()
    sys.settrace(count)
    try:
        extract(text)
    finally:
        sys.settrace(before)
    return steps
