"""Question-and-answer layout, at length."""

from __future__ import annotations

from articles.quotations import extract

QUESTION, ANSWER = (
    "How did the {} song start?",
    "I wrote it on the {} train, and we kept it. My sister said “leave it,” so I left it.",
)


def test_long_interview_has_one_quote_an_answer():
    turns = [
        f"{label}: {line.format(number)}"
        for number in range(60)
        for label, line in (("Night Desk", QUESTION), ("Freya Solheim", ANSWER))
    ]
    found = extract("Freya Solheim is late.\n\n" + "\n\n".join(turns))
    assert len(found.quotes) == 60
    assert {quote.speaker for quote in found.quotes} == {"Freya Solheim"}
    assert {quote.kind for quote in found.quotes} == {"speech"}
    assert all(quote.confidence >= 0.8 and len(quote.nested) == 1 for quote in found.quotes)


def test_one_labelled_line_is_no_interview():
    assert extract("Update: the show is off.\n\nUpdate: the show is on.\n\nWhy?").quotes == []


def test_rhetorical_questions_are_no_interview():
    text = "Who pays?\n\nThe city does, by law.\n\nWho wins?\n\nThe promoter wins, as ever.\n\nWho loses?\n\nThe town loses."
    assert extract(text).quotes == []
