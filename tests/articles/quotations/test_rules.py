"""Single rules, each on the shortest text that shows it."""

from __future__ import annotations

import pytest

from articles.quotations import WorkIndex, extract


def only(text, people=(), works=()):
    """The one quote of a text."""
    quotes = extract(text, people, works).quotes
    assert len(quotes) == 1
    return quotes[0]


def words(text, people=(), works=()):
    """All pieces as words."""
    return [text[start:end] for quote in extract(text, people, works).quotes for start, end in quote.pieces]


def test_source_and_cue_are_where_they_stand():
    text = "“It rained,” said drummer Theo Brandt."
    quote = only(text)
    assert text[slice(*quote.source)] == "drummer Theo Brandt"
    assert text[slice(*quote.cue)] == "said"
    assert (quote.speaker, quote.label, quote.kind) == ("Theo Brandt", "Theo Brandt", "speech")


def test_unnamed_source_has_a_label_and_no_speaker():
    quote = only("“No comment,” a spokesman for the label said. Rita Sol was away.")
    assert (quote.speaker, quote.label) == (None, "a spokesman")


def test_alias_gives_the_canonical_name_and_the_label_as_written():
    quote = only("“It rained,” K. Dot said.", [{"name": "Kit Dorsey", "aliases": ["K.Dot"]}])
    assert (quote.speaker, quote.label) == ("Kit Dorsey", "K. Dot")


@pytest.mark.parametrize("before", ["", "Ana Roca opened the night. Ana Roca sang. "])
def test_alias_of_two_people_is_never_preselected(before):
    people = [{"name": "Ana Roca", "aliases": ["Roca"]}, {"name": "Luis Roca", "aliases": ["Roca"]}]
    quote = only(f"{before}“It rained,” Roca said.", people)
    assert quote.confidence < 0.8
    assert {name for name, _ in quote.candidates} == {"Ana Roca", "Luis Roca"}


def test_pronouns_of_the_table_decide_between_two():
    people = [{"name": "Kit Arden", "pronouns": "she/her"}, {"name": "Kim Osei", "pronouns": "he/him"}]
    assert only("Kit Arden met Kim Osei. “It rained,” he said.", people).speaker == "Kim Osei"


def test_unknown_keys_and_rows_without_names_are_passed_over():
    people = [{"name": "Kit Arden", "gender": "x", "born": 1990, "aliases": None}, {"aliases": ["Nobody"]}]
    assert only("“It rained,” Kit Arden said.", people).speaker == "Kit Arden"


@pytest.mark.parametrize(
    "text",
    [
        'The 12" mix and the 7" are out.',
        "She is 5'9\" tall.",
        "The ’90s weren’t kind to O’Connor’s rock ’n’ roll.",
        "The fans' bus and the band's van.",
        '<a class="big" href="x">tickets</a>',
        'print("hello")\nprint("you")',
        "```\nsay \"x\"\n```",
        "Photo: Ada “Two Sticks” Moran says “hello there, all of you.”",
        "The so-called “secret” set drew 9,000 people.",
        "On “Paper Lanterns,” Ada Quill said, she plays every instrument.",
    ],
)  # fmt: skip
def test_not_a_quotation(text):
    assert words(text) == []


def test_works_list_separates_titles_from_speech():
    text = "“Hold on,” Ada Quill said."
    assert words(text) == ["Hold on,"]
    assert words(text, works=["Hold On"]) == []
    assert words(text, works=WorkIndex.build([{"name": "Hold On"}])) == []


def test_unclosed_mark_ends_at_the_paragraph_and_says_so():
    text = "Ada Quill said: “It rained and rained\n\nThe end."
    found = extract(text)
    assert words(text) == ["It rained and rained"]
    assert found.quotes[0].unclosed
    assert [flag.reason for flag in found.flags] == ["no closing quotation mark in this paragraph"]


def test_unclosed_mark_that_took_in_its_attribution_is_only_flagged():
    found = extract("“We never planned it, Lena Marsh said.")
    assert found.quotes == []
    assert len(found.flags) == 1


def test_speech_over_paragraphs_is_one_quote():
    text = "Ada Quill wrote:\n\n“One.\n\n“Two.\n\n“Three.”"
    quote = only(text)
    assert [text[start:end] for start, end in quote.pieces] == ["One.", "Two.", "Three."]


def test_lyric_is_a_kind_of_its_own():
    assert only("On the hook Lena Marsh sings, “Carry me over the river.”").kind == "lyric"


def test_titles_and_scare_words_are_listed_apart():
    found = extract("The so-called “secret” set ended with the single “Paper Lanterns.”")
    assert [quote.kind for quote in found.other] == ["scare", "title"]


def test_text_wrapped_by_hand_is_joined():
    text = "“It rained and it\nrained and then it\nrained more,” Ada\nQuill said.\n\nThe end\nof the\nstory."
    assert words(text) == ["It rained and it\nrained and then it\nrained more,"]
