"""The dictionary of names and which of its finds are linked."""

from __future__ import annotations

import pytest

from articles.quotations import PeopleIndex, extract
from articles.quotations.names import words_of


def linked(text, people, works=()):
    """What is linked, as written, with whom it means."""
    return [(text[mention.start : mention.end], mention.name) for mention in extract(text, people, works).mentions]


@pytest.mark.parametrize(
    ("left", "right"),
    [("Beyoncé", "BEYONCE\u0301"), ("JAY-Z", "Jay Z"), ("K. Dot", "K.Dot"), ("Guns N’ Roses", "guns n' roses"), ("STRASSE", "Straße"), ("Kit & Co", "Kit and Co")],
)  # fmt: skip
def test_names_typed_differently_are_the_same(left, right):
    assert words_of(left) == words_of(right)


def test_offsets_are_those_of_the_text_though_folding_changes_lengths():
    text = "ßßß Strasse e\u0301e\u0301 Béla Straße’s band"
    assert linked(text, [{"name": "Bela Strasse"}]) == [("Béla Straße", "Bela Strasse")]


def test_longest_name_wins():
    people = [{"name": "Ada Quill"}, {"name": "Ada Quill Trio"}]
    assert linked("The Ada Quill Trio met Ada Quill.", people) == [
        ("Ada Quill Trio", "Ada Quill Trio"),
        ("Ada Quill", "Ada Quill"),
    ]


def test_everyday_word_needs_an_anchor():
    people = [{"name": "Future"}]
    assert linked("The future is here. Future plans differ. They want a Future in Leeds.", people) == []
    assert linked("The rapper Future plays Leeds. The future can wait.", people) == [("Future", "Future")]


def test_longer_unknown_name_blocks_the_link():
    assert linked("Prince Harry met Future Islands. Prince Harry left.", [{"name": "Prince"}, {"name": "Future"}]) == []


def test_alias_links_once_the_full_name_was_seen():
    people = [{"name": "Dave Loose", "aliases": ["Loose"]}]
    assert linked("A loose end. Dave Loose came. Then Loose left.", people) == [
        ("Dave Loose", "Dave Loose"),
        ("Loose", "Dave Loose"),
    ]


def test_one_plain_word_links_where_it_stands_within_sentences_twice():
    people = [{"name": "Zivra"}]
    assert linked("They love Zivra here.", people) == []
    assert len(linked("They love Zivra here. We saw Zivra there.", people)) == 2


def test_shared_alias_offers_both():
    people = [{"name": "Ana Roca", "aliases": ["Roca"]}, {"name": "Luis Roca", "aliases": ["Roca"]}]
    mention = extract("The singer Roca left.", people).mentions[0]
    assert (mention.name, set(mention.candidates)) == (None, {"Ana Roca", "Luis Roca"})


def test_stylised_names_come_from_the_table():
    people = [{"name": "b.l.u.e"}, {"name": "24 Lantern"}, {"name": "A$TRO Vale"}, {"name": "P!nc"}]
    text = "We heard b.l.u.e, 24 Lantern, A$TRO Vale and P!nc."
    assert [name for _, name in linked(text, people)] == ["b.l.u.e", "24 Lantern", "A$TRO Vale", "P!nc"]


def test_the_belongs_to_a_name_only_where_the_text_has_it():
    people = [{"name": "The Glass Herons"}]
    assert [words for words, _ in linked("The Glass Herons and the Glass Herons’ van.", people)] == [
        "The Glass Herons",
        "the Glass Herons",
    ]


def test_inside_quotations_only_known_or_long_names_link():
    people = [{"name": "Zivra"}, {"name": "Ada Quill"}]
    assert linked("“Zivra knows Ada Quill,” he said.", people) == [("Ada Quill", "Ada Quill")]


def test_works_link_by_title():
    text = "The single “Low Tide” and the album Salt for the Road are out."
    assert linked(text, [], ["Low Tide", "Salt for the Road"]) == [
        ("Low Tide", "Low Tide"),
        ("Salt for the Road", "Salt for the Road"),
    ]


def test_empty_index_finds_nothing():
    assert list(PeopleIndex.build([]).find("Ada Quill")) == []


def test_a_titles_closing_comma_is_not_part_of_it():
    text = "It opens with “Slow Lift,” and ends."
    (mention,) = extract(text, [], ["Slow Lift"]).mentions
    assert text[mention.start : mention.end] == "Slow Lift"
