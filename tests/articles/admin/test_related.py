"""Editors say which stories stand beside a story, and see why the others do."""

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from articles.desk import publishing
from articles.desk.relating import choose
from articles.models import RelatedChoice
from tests.factories import make_article, make_person, make_section, publish_story, quote

pytestmark = pytest.mark.django_db


@pytest.fixture
def story():
    return publish_story("The story", tags=["Jazz"]).article


def shown(client, story):
    response = client.get(story.editions.get().get_absolute_url())
    return [card.headline for card in response.context["related"]]


def url(story):
    return reverse("admin:desk_related", args=[story.pk])


def test_a_pinned_story_stands_first_at_once_and_a_refused_one_nowhere(desk, client, story, settings):
    settings.RELATED_KEPT_SECONDS = 300
    near, far = publish_story("Near", tags=["Jazz"]), publish_story("Far", section=make_section("Elsewhere"))
    assert shown(client, story) == ["Near"]
    editor = desk("editor")
    assert editor.post(url(story), {"other": str(far.article_id), "kind": "pin"}).status_code == 302
    assert shown(client, story) == ["Far", "Near"]
    editor.post(url(story), {"other": near.get_absolute_url(), "kind": "refuse"})
    assert shown(client, story) == ["Far"]
    for choice in RelatedChoice.objects.filter(taken_at=None):
        editor.post(url(story), {"take": str(choice.pk)})
    assert shown(client, story) == ["Near"]
    assert RelatedChoice.objects.filter(taken_by=editor.user).count() == 2


def test_a_pinned_story_shows_only_while_readers_may_see_it(client, story):
    other = publish_story("Other", section=make_section("Elsewhere"))
    choose(story, other.article, "pin", by=None)
    publishing.withdraw(other.article, by=None)
    assert shown(client, story) == []


def test_editors_see_what_ties_each_to_the_story(desk, client):
    ana = make_person("Ana Sample")
    said = f"<p>{quote('We left', ana)}</p>"
    publish_story("Of the section")
    publish_story("Of both", tags=["Jazz"], body=said)
    story = publish_story("The story", tags=["Jazz", "Blues"], body=said).article
    page = desk("editor").get(url(story)).content.decode()
    assert "both about person Ana Sample, tag Jazz" in page
    assert "shares nothing: among the section’s newest" in page
    assert "Blues" not in page


def test_writers_look_and_change_nothing(desk, story):
    other = publish_story("Other").article
    writer = desk("writer")
    page = writer.get(url(story)).content.decode()
    assert "Keep this choice" not in page
    assert "Refuse" not in page
    assert writer.post(url(story), {"other": str(other.pk), "kind": "pin"}).status_code == 403
    assert not RelatedChoice.objects.exists()


@pytest.mark.parametrize(
    ("other", "kind", "said"),
    [
        ("itself", "pin", "never stands beside itself"),
        ("999999", "pin", "no such story"),
        ("/1999/01/01/nothing/", "refuse", "no such story"),
        ("\x00", "pin", "Null characters"),
        ("1", "curate", "not one of the available choices"),
    ],
)
def test_what_makes_no_sense_is_refused_with_a_reason(desk, story, other, kind, said):
    typed = str(story.pk) if other == "itself" else other
    response = desk("editor").post(url(story), {"other": typed, "kind": kind})
    assert response.status_code == 409
    assert said in response.content.decode()
    assert not RelatedChoice.objects.exists()


def test_no_more_are_pinned_than_are_shown(desk, story):
    for number in range(6):
        choose(story, publish_story(f"Number {number}").article, "pin", by=None)
    response = desk("editor").post(url(story), {"other": str(publish_story("Seventh").article_id), "kind": "pin"})
    assert "Take one back first" in response.content.decode()


def test_a_choice_of_another_story_can_not_be_taken_back_here(desk, story):
    choice = choose(make_article("Else"), story, "refuse", by=None)
    assert desk("editor").post(url(story), {"take": str(choice.pk)}).status_code == 404
    assert desk("editor").post(url(story), {"take": "x"}).status_code == 404


def test_the_database_holds_one_choice_of_two_stories(story):
    other = make_article("Else")
    facts = {"article": story, "other": other, "made_at": timezone.now()}
    RelatedChoice.objects.create(kind="pin", **facts)
    with pytest.raises(IntegrityError), transaction.atomic():
        RelatedChoice.objects.create(kind="refuse", **facts)
