"""What both engines promise: the newest hits of any span come first and are counted, however far back they lie."""

from __future__ import annotations

import random
from datetime import timedelta
from itertools import chain, combinations_with_replacement, product

import pytest
from django.db import connection
from django.utils import timezone

from articles.models import Edition, SearchDoc
from articles.models.search_doc import beginning_of_month, kind_of, month_of, place_of, second_of, span_of
from articles.search import docs
from articles.search.engine import EVERYTHING, engine
from articles.search.query import Group, Part, Wanted
from articles.search.words import tokens
from tests import factories

pytestmark = pytest.mark.django_db
STORY = SearchDoc.Kind.STORY
WORD = Wanted([Group([Part("needle", ("needl",))])], [], [])
# Days ago; on both sides of every step that an engine might take back in time, and ahead of now.
DAYS = (-200, -3, 0, 1, 40, 62, 75, 300, 350, 380, 400, 800, 9_000)


@pytest.fixture
def at_all_ages() -> list[int]:
    """Ids of search rows, the newest first."""
    now = timezone.now()
    for days in DAYS:
        edition = factories.publish_story(f"Needle {days}").pk
        moment = now - timedelta(days=days)
        Edition.objects.filter(pk=edition).update(published_at=moment)
    factories.publish_story("Nothing of the kind")
    engine().empty()
    SearchDoc.objects.all().delete()
    docs.write(list(Edition.objects.all()))
    return sorted(SearchDoc.objects.exclude(edition__headline="Nothing of the kind").values_list("pk", flat=True))[::-1]


def test_the_newest_of_any_span_come_first(at_all_ages: list[int]) -> None:
    edges = [span_of(STORY)[0], *sorted(at_all_ages), span_of(STORY)[1]]
    for span in combinations_with_replacement(edges, 2):
        within = [pk for pk in at_all_ages if span[0] <= pk <= span[1]]
        for most in range(1, len(DAYS) + 1):
            assert engine().newest(WORD, span, EVERYTHING, most=most) == within[:most], (span, most)
            hits = engine().hits(WORD, span, EVERYTHING, most=most)
            ids = sorted(chain.from_iterable(hits.alike.values()))
            assert (ids, hits.total) == (sorted(within[:most]), len(within[: most + 1]))
            assert engine().count(WORD, span, EVERYTHING, most=most) == len(within[: most + 1])


@pytest.mark.skipif(connection.vendor != "sqlite", reason="asks FTS5 itself")
def test_no_row_of_a_long_list_is_lost_going_down() -> None:
    """Nor by a step from quotations to stories, nor by one to another word's row, which FTS5 takes by an index of lists of
    some thousand rows."""
    now, rng = timezone.now(), random.Random("places")
    rows = {
        place_of(kind, now - timedelta(minutes=minutes), minutes): f"needle {'pin' * (rng.random() < 0.4)}"
        for kind in SearchDoc.Kind
        for minutes in rng.sample(range(5_000_000), 8_000)
    }
    engine().empty()
    with connection.cursor() as cursor:
        cursor.executemany("INSERT INTO articles_search (rowid, body) VALUES (%s, %s)", list(rows.items()))
        engine().tidy()
        down = "SELECT rowid FROM articles_search WHERE articles_search MATCH %s AND rowid BETWEEN %s AND %s "
        for words, span in product(("needle", "pin", "needle AND pin", "pin OR needle"), map(span_of, SearchDoc.Kind)):
            found = cursor.execute(f"{down} ORDER BY rowid DESC", [words, *span]).fetchall()
            within = sorted((pk for pk in rows if span[0] <= pk <= span[1]), reverse=True)
            only = [pk for pk in within if "pin" in rows[pk] or words in ("needle", "pin OR needle")]
            assert [pk for (pk,) in found] == only, (words, span)


def test_what_is_scheduled_beyond_all_steps_is_found_too() -> None:
    story = factories.publish_story("Needle", published_at=timezone.now() - timedelta(days=1)).pk
    Edition.objects.filter(pk=story).update(published_at=timezone.now() + timedelta(days=3_000))
    engine().empty()
    SearchDoc.objects.all().delete()
    docs.write(list(Edition.objects.all()))
    assert engine().count(WORD, span_of(STORY), EVERYTHING, most=5) == 1


def test_no_word_finds_a_mark() -> None:
    story = factories.publish_story("Needle", tags=["Film"])
    tag, month = story.tags.get(), month_of(place_of(STORY, story.published_at))
    for word in (f"t{tag.pk}", f"s{story.section_id}", "t", "s", "0", str(month)):
        assert engine().count(Wanted([Group([Part(word, (word,))])], [], []), span_of(STORY), EVERYTHING, most=5) == 0
    assert engine().count(Wanted([], [[f"t{tag.pk}"]], []), span_of(STORY), EVERYTHING, most=5) == 1
    assert list(tokens("_stop on_stop")) == ["stop", "on", "stop"]


@pytest.mark.parametrize(
    "text",
    ["x" * 5_000 + " needle", " ".join(f"{number}{'ж' * 190}" for number in range(1_000)) + " needle"],
    ids=["one endless word", "a thousand long ones"],
)
def test_no_text_is_too_much(text: str) -> None:
    story = factories.publish_story("Needle in it", body=f"<p>needle {text}</p>")
    assert engine().count(WORD, span_of(STORY), EVERYTHING, most=5) == 1
    assert SearchDoc.objects.filter(edition=story).exists()


def test_months_of_ids_are_those_of_the_calendar() -> None:
    now = timezone.now().replace(microsecond=0)
    pk = place_of(SearchDoc.Kind.QUOTE, now, 7)
    start = beginning_of_month(SearchDoc.Kind.QUOTE, month_of(pk))
    assert kind_of(pk) == kind_of(start) == SearchDoc.Kind.QUOTE
    assert start <= pk < beginning_of_month(SearchDoc.Kind.QUOTE, month_of(pk) + 1)
    assert second_of(pk) - second_of(start) == (now.day - 1) * 86_400 + now.hour * 3600 + now.minute * 60 + now.second
    assert month_of(span_of(STORY)[1]) == 9999 * 12 - 1


def test_phrases_are_found_where_their_words_stand_together_and_nowhere_else() -> None:
    rng, words = random.Random("phrases"), ["ab", "cd", "ef"]
    said: dict[int, list[str]] = {}
    for number in range(15):
        title, text = (" ".join(rng.choices(words, k=count)) for count in (3, 12))
        story = factories.publish_story(f"{title} {number}", body=f"<p>{text}</p>")
        doc = SearchDoc.objects.get(edition=story)
        said[doc.pk] = [f" {title} ", f" {text} "]
    for size in (1, 2, 3, 4, 5):
        for phrase in product(words, repeat=size):
            with_it = {pk for pk, texts in said.items() if any(f" {' '.join(phrase)} " in text for text in texts)}
            part = Part("", phrase)
            found = engine().newest(Wanted([Group([part])], [], []), span_of(STORY), EVERYTHING, most=99)
            others = engine().newest(
                Wanted([Group([Part("", ("ab",))])], [], [part]), span_of(STORY), EVERYTHING, most=99
            )
            assert set(found) == with_it, phrase
            assert set(others) == {pk for pk in said if "ab" in "".join(said[pk])} - with_it, phrase
