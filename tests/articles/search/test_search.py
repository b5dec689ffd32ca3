"""Search finds what was said however it is typed, and nothing that readers can't see."""

from __future__ import annotations

import random
from datetime import date, timedelta
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.test import Client
from django.utils import timezone
from hypothesis import given, settings
from hypothesis import strategies as st

from articles.desk import publishing
from articles.models import SearchDoc, TagSynonym, Term
from articles.search import TABS, Asked, nouns, search
from articles.search.query import parse
from articles.search.snippets import snippet
from articles.search.words import token
from people.models import Alias
from people.name_keys import NameKey
from tests import factories

pytestmark = pytest.mark.django_db


def found(typed: str, **asked: Any) -> list[str]:
    results = search(Asked(typed, **asked), timezone.now())
    shown = [item.get("edition") or item.get("quote") or item.get("noun") for item in results.items]
    return [getattr(it, "headline", None) or getattr(it, "text", None) or str(it) for it in shown]


@pytest.fixture
def lamar() -> Any:
    return factories.make_person("Kendrick Lamar", aliases=("K. Dot", "K.Dot"))


@pytest.fixture
def stories(lamar: Any) -> None:
    film = factories.make_visual("We Cry Together")
    words = factories.quote("Intense is the word for these two people", lamar)
    factories.publish_story(
        "A short film in the Oscars race",
        body=f"<p>{words}, he said.</p>{factories.embed('visual', visual=film.pk)}",
        tags=["Hip-hop", "Oscars"],
        section=factories.make_section("Film"),
        published_at=timezone.now() - timedelta(days=40),
    )
    factories.publish_story("Beyoncé’s quoted words", body="<p>A$AP Rocky stopped by. Don’t run.</p>", tags=["R&B"])


@pytest.mark.usefixtures("stories")
@pytest.mark.parametrize(
    "typed",
    [
        "oscars",
        "OSCAR",
        '"short film" race',
        '"the word for these"',
        "osc*",
        "k dot",
        "k.dot",
        "K Dot oscars",
        "kendrick lamar",
        "speaker:kendrick-lamar",
        'speaker:"k. dot" intense',
        "tag:hiphop",
        "hiphop",
        "we cry together",
        "film -beyonce",
        "“short film",
    ],
)
def test_finds_the_film_story(typed: str) -> None:
    assert found(typed) == ["A short film in the Oscars race"]


@pytest.mark.usefixtures("stories")
@pytest.mark.parametrize(
    "typed",
    ["beyonce", "BEYONCÉ", "Beyonce\u0301", "asap rocky", "A$AP", "dont", "don't run", "running", "quotes", "stop"],
)
def test_finds_the_other_story(typed: str) -> None:
    assert found(typed) == ["Beyoncé’s quoted words"]


@pytest.mark.usefixtures("stories")
@pytest.mark.parametrize(
    "typed",
    [
        '"film short"',
        "oscars -film",
        "speaker:nobody",
        "tag:nothing oscars",
        "tag:oscars beyonce",
        "zzz",
        "...",
        "-",
        '"',
    ],
)
def test_finds_nothing(typed: str) -> None:
    results = search(Asked(typed), timezone.now())
    assert results.items == []
    assert (len(results.newest) == 2) == results.is_empty


@pytest.mark.usefixtures("stories")
def test_each_tab_finds_its_own_and_counts_the_others() -> None:
    assert found("intense", tab="quotes") == ["Intense is the word for these two people"]
    assert found("lamar", tab="quotes") == ["Intense is the word for these two people"]
    assert found("k dot", tab="people") == ["Kendrick Lamar"]
    assert found("lam", tab="people") == ["Kendrick Lamar"]
    assert found("we cry", tab="films") == ["We Cry Together"]
    assert found("hip", tab="tags") == ["Hip-hop"]
    counts = search(Asked("k dot"), timezone.now()).counts
    assert [str(counts[tab]) for tab in TABS] == ["1", "1", "1", "0", "0"]


def test_of_more_names_than_are_counted_a_tab_says_at_least_and_lists_its_own_kind(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(nouns, "COUNTED", 3)
    spoken = "".join(f"<p>{factories.quote('Yes', factories.make_person(f'Lamont {last}'))}</p>" for last in "ABCDE")
    factories.publish_story(body=spoken, tags=["Lamplight", "Lamps"])
    NameKey.objects.filter(kind=NameKey.Kind.PERSON).update(stories=9)
    counts = search(Asked("lam"), timezone.now()).counts
    assert [str(counts[tab]) for tab in ("people", "films", "tags")] == ["4+", "", ""]
    assert found("lam", tab="tags") == ["Lamplight", "Lamps"]
    assert str(search(Asked("lam", tab="tags"), timezone.now()).counts["tags"]) == "2"


@pytest.mark.usefixtures("stories")
@pytest.mark.parametrize(
    "typed", ["kendrik", "kendrcik", "kenndrick", "kendrixk lamar", "kendricklamarr", "endrick", "hio hop", "oscras"]
)
def test_forgives_one_typo_in_a_name(typed: str) -> None:
    results = search(Asked(typed), timezone.now())
    assert [name.name for name in results.meant] in (["Kendrick Lamar"], ["Hip-hop"], ["Oscars"])


@pytest.mark.usefixtures("stories")
def test_filters_by_section_and_days() -> None:
    section = factories.make_section("Film")
    today = timezone.localdate()
    assert found("word", section=section.pk) == ["A short film in the Oscars race"]
    assert found("word", since=today - timedelta(days=2)) == ["Beyoncé’s quoted words"]
    assert found("word", until=today - timedelta(days=40)) == ["A short film in the Oscars race"]
    assert found("word", since=date.min, until=date.max) == [
        "Beyoncé’s quoted words",
        "A short film in the Oscars race",
    ]


def test_ranks_what_fits_and_what_is_new_first() -> None:
    old = timezone.now() - timedelta(days=900)
    factories.publish_story("Vinyl", body="<p>Words.</p>", published_at=old)
    factories.publish_story("Vinyl", body="<p>Words again.</p>", published_at=old + timedelta(days=800))
    factories.publish_story("Another thing", body=f"<p>{'Something. ' * 80} vinyl {'Else. ' * 80}</p>")
    assert found("vinyl") == ["Vinyl", "Vinyl", "Another thing"]
    newest = search(Asked("vinyl"), timezone.now()).items[0]["edition"]
    assert newest.published_at > old


def test_follows_windows_without_being_told() -> None:
    article = factories.make_article("First words", body="<p>Alpha.</p>", tags=["Own"])
    soon = timezone.now() + timedelta(hours=2)
    publishing.publish(article, by=None, at=soon)
    assert found("alpha") == []
    assert [item["edition"].headline for item in search(Asked("alpha"), soon).items] == ["First words"]
    publishing.publish(article, by=None)
    publishing.publish(factories.update(article, body="<p>Beta.</p>"), by=None)
    assert (found("alpha"), found("beta")) == ([], ["First words"])
    publishing.undo(article, by=None)
    assert (found("alpha"), found("beta")) == (["First words"], [])
    publishing.withdraw(article, by=None)
    assert (found("alpha"), found("own", tab="tags")) == ([], [])


def test_a_new_alias_finds_old_stories_at_once_and_an_old_one_no_more(lamar: Any, stories: None) -> None:
    alias = Alias.objects.create(person=lamar, name="Kung Fu Kenny")
    tag = factories.Tag.objects.named("oscars").get()
    TagSynonym.objects.create(tag=tag, name="Academy Awards")
    assert found("kung fu kenny") == found("academy awards") == ["A short film in the Oscars race"]
    alias.delete()
    assert found("kung fu kenny") == []


def test_commoner_names_are_suggested_first(client: Client) -> None:
    for name in ("Kenelm", "Kenrick", "Unseen Ken"):
        person = factories.make_person(name)
        if name != "Unseen Ken":
            factories.publish_story(body=f"<p>{factories.quote('Hear this', person)}</p>")
            Term.objects.create(kind=Term.Kind.PERSON, ref=person.pk, df=9 if name == "Kenrick" else 2)
    nouns.count_stories()
    answer = client.get("/search/suggest/?q=ken").json()["suggestions"]
    assert [row["name"] for row in answer] == ["Kenrick", "Kenelm"]
    assert answer[0] == {"name": "Kenrick", "kind": "Person", "address": "/people/kenrick/"}
    assert client.get("/search/suggest/?q=k").json() == {"suggestions": []}


def test_a_renamed_person_stays_as_common_as_before() -> None:
    person = factories.make_person("Kenrick")
    factories.publish_story(body=f"<p>{factories.quote('Hear this', person)}</p>")
    call_command("refresh_terms")
    person.name = "Kenelm"
    person.save()
    assert NameKey.objects.get(key="kenelm").stories == 1


def test_the_first_visible_name_is_suggested_behind_any_number_of_hidden_ones() -> None:
    for number in range(4):
        hidden = factories.make_person(f"Hidden {number}")
        NameKey.objects.filter(ref=hidden.pk).update(stories=9)
    factories.publish_story(body=f"<p>{factories.quote('Hear this', factories.make_person('Hidalgo'))}</p>")
    assert [noun.name for noun in nouns.beginning("hid", timezone.now(), most=1).found] == ["Hidalgo"]


def test_nothing_behind_any_number_of_hidden_names_takes_eight_queries(
    client: Client, monkeypatch: pytest.MonkeyPatch, django_assert_max_num_queries: Any
) -> None:
    monkeypatch.setattr(nouns, "COUNTED", 1)
    factories.publish_story("Another")
    for number in range(12):
        factories.make_person(f"Hidden {number}")
    with django_assert_max_num_queries(8):
        assert b"Nothing was found" in client.get("/search/?q=hidden").content


def test_names_behind_hidden_names_of_their_kind_take_eight_queries(
    client: Client, monkeypatch: pytest.MonkeyPatch, django_assert_max_num_queries: Any
) -> None:
    monkeypatch.setattr(nouns, "COUNTED", 1)
    monkeypatch.setattr(nouns, "MOST", 2)
    for number in range(20):
        hidden = factories.make_person(f"Hidden {number}")
        NameKey.objects.filter(ref=hidden.pk).update(stories=9)
    said = [factories.quote("Hear this", factories.make_person(f"Hidalgo {number}")) for number in range(3)]
    factories.publish_story(body=f"<p>{' '.join(said)}</p>")
    with django_assert_max_num_queries(8):
        page = client.get("/search/?q=hid&type=people").content.decode()
    assert page.count("Hidalgo") >= 2
    assert "Hidden" not in page


# -- any text is a query ----------------------------------------------------------------------------------------

_PIECES = [
    *"ab \"'()*:^-+{}[]\\/%_.,;!?$&|~<>=#@\t\n\0éøが日ا👩‍🎤\u202e",
    "AND ",
    "OR ",
    "NOT ",
    "NEAR(",
    "title:",
    " -",
    '"-',
]


@pytest.mark.usefixtures("stories")
def test_forty_thousand_odd_queries_raise_nothing() -> None:
    """Each is parsed; one in fifty, chosen to be those with something to look for, also asked."""
    rng, now = random.Random(1), timezone.now()
    asked = 0
    for _ in range(40_000):
        typed = "".join(rng.choice([*_PIECES, "speaker:", "tag:", "oscars "]) for _ in range(rng.randrange(25)))
        query = parse(typed)
        if not query.is_empty and rng.random() < 0.015:
            search(Asked(typed), now)
            asked += 1
    assert asked > 200


@given(st.text(max_size=400))
@settings(max_examples=200, deadline=None)
def test_every_text_can_be_parsed_and_shown(typed: str) -> None:
    query = parse(typed)
    assert len(query.text) <= 200
    assert "".join(words for words, _ in snippet(typed, query.wanted)).strip("… ") in " ".join(typed.split("\n"))


@pytest.mark.parametrize(
    "address",
    [
        "/search/?q=" + "a" * 10_000,
        "/search/?q=" + "%22" * 3_000,
        "/search/?q=%00%00a",
        "/search/?q=%ED%A0%80x",
        "/search/?q=NEAR(a+b)&type=nonsense&section=none&from=x&to=2022-99-99&foo=bar",
        "/search/?q=a&from=0001-01-01&to=9999-12-31",
        "/search/suggest/?q=%00%ED%A0%80" + "a" * 5_000,
    ],
)
def test_odd_addresses_answer(client: Client, address: str) -> None:
    assert client.get(address).status_code == 200


@pytest.mark.parametrize("page", ["0", "-1", "x", "51", "²", "1e3"])
def test_pages_that_cannot_be_are_not_found(client: Client, page: str) -> None:
    assert client.get(f"/search/?q=a&page={page}").status_code == 404


@pytest.mark.usefixtures("stories")
def test_page_marks_words_and_names_slips(client: Client) -> None:
    page = client.get("/search/?q=oscars+<film>").content.decode()
    assert "<mark>Oscars</mark> race" in page
    assert "oscars &lt;film&gt;" in page
    assert '<a href="?q=Kendrick%20Lamar">Kendrick Lamar</a>' in client.get("/search/?q=kendrik").content.decode()


# -- words and keys ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "same",
    [
        ("quote", "quotes", "quoted", "quoting"),
        ("stop", "stopped", "stops"),
        ("story", "stories"),
        ("Straße", "STRASSE"),
    ],
)
def test_endings_do_not_count(same: tuple[str, ...]) -> None:
    assert len({token(word) for word in same}) == 1


def test_rebuild_writes_the_same_and_the_check_sees_what_is_missing(stories: None) -> None:
    before = list(SearchDoc.objects.order_by("pk").values())
    call_command("rebuild_search", verbosity=0)
    assert list(SearchDoc.objects.order_by("pk").values()) == before
    assert found("k dot") == ["A short film in the Oscars race"]
    call_command("rebuild_search", check=True)
    SearchDoc.objects.filter(quote__isnull=False)._raw_delete(connection.alias)
    with pytest.raises(CommandError, match="1 quotations are not in search"):
        call_command("rebuild_search", check=True)
