"""People, films and tags that a text is about: proposed with a reason, never invented, never twice."""

import pytest
from django.urls import reverse
from django.utils import timezone

from articles.desk import link_desk, tag_desk
from articles.desk.text_reading import read_text
from articles.models import QuoteDecision, Tag, TagSynonym
from people.models import Alias
from tests.factories import make_article, make_person, make_user, make_visual, publish_story, quote

pytestmark = pytest.mark.django_db
TEXT = "<p>Ana Sample made Slow Lift. Ana Sample said so, and “Ben Sample was there,” she said.</p>"


def tags(body, *, headline="", tagged=(), article=None):
    rows = tag_desk.suggest(read_text(body, article), headline=headline, tagged=tagged, at=timezone.now())
    return {row["name"]: row["why"] for row in rows}


def test_a_person_and_a_film_are_linked_where_they_are_named_first():
    ana, film = make_person("Ana Sample"), make_visual("Slow Lift")
    make_person("Ben Sample")
    rows = link_desk.suggest(read_text(TEXT))
    assert [(row["ref"], row["pieces"][0]["start"], row["why"]) for row in rows] == [
        (f"person:{ana.pk}", 0, "named 2 times, here first"),
        (f"visual:{film.pk}", 16, "named once"),
    ]


def test_what_is_linked_or_was_refused_is_not_proposed():
    ana = make_person("Ana Sample")
    assert link_desk.suggest(read_text(f'<p><a data-ref="person:{ana.pk}">Ana Sample</a> and Ana Sample</p>')) == []
    article = make_article(body=TEXT)
    fingerprint = f"link:person:{ana.pk}"
    QuoteDecision.objects.create(
        article=article, fingerprint=fingerprint, verdict="rejected", proposal={}, rules_version="1"
    )
    assert link_desk.suggest(read_text(TEXT, article)) == []


def test_a_namesake_is_never_chosen_for_the_editor():
    make_person("Ana Sample", slug="ana-1")
    make_person("Ana Sample", slug="ana-2")
    assert link_desk.suggest(read_text(TEXT)) == []


def test_tags_named_in_the_headline_come_first_then_those_of_the_text():
    for name in ("Oscars", "Short films", "Vinyl", "Ana Sample"):
        Tag.objects.create(name=name)
    TagSynonym.objects.create(tag=Tag.objects.get(name="Oscars"), name="Academy Awards")
    make_person("Ana Sample")
    body = "<p>A short film, and a second short film. Ana Sample pressed it on vinyl.</p>"
    assert tags(body, headline="On the way to the Academy Awards") == {
        "Oscars": "named in the headline",
        "Short films": "named 2 times in the text",
        "Ana Sample": "named in the text",
    }


def test_what_most_stories_of_a_person_carry_is_proposed_with_the_count():
    ana = make_person("Ana Sample")
    for number in range(4):
        carried = ["Hip-hop", "Once"] if number == 0 else ["Hip-hop"]
        publish_story(body=f"<p>{quote('We left', ana)}</p>", tags=carried)
    assert tags("<p>Ana Sample is back.</p>") == {"Hip-hop": "4 of 4 Ana Sample stories carry it"}


def test_drafts_teach_nothing():
    ana = make_person("Ana Sample")
    for _ in range(4):
        make_article(body=f"<p>{quote('We left', ana)}</p>", tags=["Secret"])
    assert tags("<p>Ana Sample is back.</p>") == {}


def test_five_at_most_none_that_the_story_has_and_none_that_was_refused():
    for number in range(8):
        Tag.objects.create(name=f"Word{number}")
    headline = " ".join(f"Word{number}" for number in range(8))
    assert len(tags("<p>A.</p>", headline=headline)) == 5
    has = Tag.objects.get(name="Word0").pk
    article, refused = make_article(), Tag.objects.get(name="Word1").pk
    QuoteDecision.objects.create(
        article=article, fingerprint=f"tag:{refused}", verdict="rejected", proposal={}, rules_version="1"
    )
    found = tags("<p>A.</p>", headline=headline, tagged=[has], article=article)
    assert not {"Word0", "Word1"} & set(found)


def test_a_reading_costs_the_same_queries_whatever_the_text_holds(client, django_assert_max_num_queries):
    for number in range(12):
        person = make_person(f"Ana Sample{'abcdefghijkl'[number]}")
        publish_story(body=f"<p>{quote('We left', person)}</p>", tags=["a", "b"])
    client.force_login(make_user("writer"))
    url = reverse("admin:articles_article_quotations_new")
    client.post(url, {"body": "<p>A.</p>"})  # the names are read once a process
    body = "".join(f"<p>“We left,” said Ana Sample{letter}.</p>" for letter in "abcdefghijkl")
    with django_assert_max_num_queries(18):
        answer = client.post(url, {"body": body})
    assert len(answer.json()["proposals"]) == 12


def test_another_name_is_kept_and_finds_its_person(client):
    ana = make_person("Ana Sample")
    client.force_login(make_user("writer"))
    url = reverse("admin:people_person_add_alias")
    assert client.post(url, {"person": ana.pk, "name": "The  Hum"}).json() == {"id": str(ana.pk), "name": "Ana Sample"}
    client.post(url, {"person": ana.pk, "name": "The Hum"})
    assert list(Alias.objects.values_list("name", flat=True)) == ["The Hum"]
    for wrong in ({"person": ana.pk}, {"person": "x", "name": "The Hum"}, {"person": 9_999, "name": "The Hum"}):
        assert client.post(url, wrong).status_code == 422
