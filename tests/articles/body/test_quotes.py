import json
import re
from pathlib import Path
from uuid import uuid4

import pytest

from articles.body.quotes import credited_as, joined, lifts, quotes_in, without_marks


def mark(words, uuid="5d2ad2f4-95c3-4f0e-9f26-6d0f3f4f4c55", speaker="3"):
    return f'<q data-quote="{uuid}" data-speaker="{speaker}">{words}</q>'


@pytest.mark.parametrize(
    ("pieces", "text"),
    [
        (["I did it."], "I did it."),
        (["I did it,"], "I did it"),
        (["I did it,", "And I would again."], "I did it. And I would again."),
        (["I did it,", "and I would again."], "I did it, and I would again."),
        (["thick", "intense,"], "thick … intense"),
        (["he said ‘no,’", "We left."], "he said ‘no.’ We left."),
        (["Why?", "I don’t know."], "Why? I don’t know."),
    ],
)
def test_pieces_as_one_reads_them_alone(pieces, text):
    assert joined(pieces) == text


@pytest.mark.parametrize(
    ("typed", "words"), [("“Yes.”", "Yes."), ('"Yes."', "Yes."), ("«Oui»", "Oui"), ("Yes", "Yes"), ("“‘No,’ he said.”", "‘No,’ he said.")]
)  # fmt: skip
def test_outer_marks_are_not_words(typed, words):
    assert without_marks(typed) == words


def test_two_marks_with_one_id_are_one_quotation_with_two_verbatim_pieces():
    html = f"<p>{mark('“One,”')} K. Dot said. {mark('“Two [2].”')}</p>"
    (quote,) = quotes_in(html)
    assert quote.pieces == ["One,", "Two [2]."]
    assert quote.context == "“One,” K. Dot said. “Two [2].”"
    assert credited_as(["Kendrick Lamar", "K. Dot", "Kendrick"], quote.outside) == "K. Dot"


def test_numbers_follow_the_text():
    html = f"<p>{mark('“a”', uuid4())} {mark('“b”', uuid4())}</p><p>{mark('“c”', uuid4())}</p>"
    assert [quote.number for quote in quotes_in(html)] == [1, 2, 3]


def test_a_pull_quote_lifts_a_run_of_words_and_may_change_its_first_capital():
    quotes = quotes_in(f"<p>{mark('“feeling like, damn, I understand this character even more because”')}</p>")
    assert lifts("Damn, I understand this character even more", quotes)
    assert lifts("I understand her even more", quotes) is None
    assert lifts("amn, I understand", quotes) is None
    assert lifts("", quotes) is None


def test_the_seed_has_eleven_pieces_in_six_quotations():
    path = Path(__file__).parents[3] / "newsroom" / "demo" / "stories" / "00-seed.html"
    html = re.sub(r'<q id="(\w)"', r'<q data-quote="\1"', path.read_text().split("+++\n", 2)[2])
    html = re.sub(r'<q speaker="Kendrick', r'<q data-quote="alone" speaker="Kendrick', html)
    quotes = quotes_in(html)
    assert len(quotes) == 6
    assert sum(len(quote.pieces) for quote in quotes) == 11
    assert json.dumps(quotes[3].text, ensure_ascii=False) == '"thick … intense"'
