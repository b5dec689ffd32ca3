"""Two tags together, and what often stands with one."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.management import call_command
from django.test import Client
from django.utils import timezone

from articles.models import Tag
from articles.together import often_with
from tests import factories

pytestmark = pytest.mark.django_db


def test_stories_with_both_tags_newest_first_under_one_address(client: Client) -> None:
    old = timezone.now() - timedelta(days=3)
    factories.publish_story("Both, old", tags=["Film", "Oscars"], published_at=old)
    factories.publish_story("Both, new", tags=["Oscars", "Film"])
    factories.publish_story("One only", tags=["Film"])
    factories.make_article("Draft", tags=["Film", "Oscars"])
    html = client.get("/tags/film/with/oscars/").content.decode()
    assert html.index("Both, new") < html.index("Both, old")
    assert "One only" not in html
    assert "Draft" not in html
    answer = client.get("/tags/oscars/with/film/")
    assert (answer.status_code, answer["Location"]) == (301, "/tags/film/with/oscars/")


@pytest.mark.parametrize("address", ["/tags/film/with/film/", "/tags/film/with/none/", "/tags/film/with/music/"])
def test_pairs_without_a_story_are_not_there(client: Client, address: str) -> None:
    factories.publish_story(tags=["Film"])
    factories.publish_story(tags=["Music"])
    assert client.get(address).status_code == 404


def test_deep_pages_are_reached_by_token_and_no_other_list_takes_it(client: Client) -> None:
    old = timezone.now() - timedelta(days=3)
    for place in range(26):
        factories.publish_story(f"Story {place}.", tags=["Film", "Oscars"], published_at=old + timedelta(minutes=place))
    html = client.get("/tags/film/with/oscars/").content.decode()
    token = html.split("?before=")[1].split('"')[0]
    older = client.get(f"/tags/film/with/oscars/?before={token}").content.decode()
    assert "Story 1." in older
    assert "Story 2." not in older
    assert client.get(f"/tags/film/with/oscars/?before={token[:-2]}").status_code == 404
    assert client.get(f"/quotes/?before={token}").status_code == 404


def test_often_with_prefers_what_is_rare_elsewhere(client: Client) -> None:
    for place in range(4):
        factories.publish_story(tags=["Film", "News", "Shorts"] if place < 3 else ["Film", "News"])
    for _ in range(30):
        factories.publish_story(tags=["News"])
    factories.make_article(tags=["Film", "Hidden"])
    call_command("refresh_terms", verbosity=0)
    tag = Tag.objects.get(slug="film")
    found = often_with(tag, timezone.now())
    assert [row["name"] for row in found] == ["Shorts", "News"]
    assert '<a href="/tags/film/with/shorts/">Shorts</a>' in client.get("/tags/film/").content.decode()
