"""A scheduled story is public at its second, by the clock on the wall: no worker runs, and none is waited for."""

import time
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from articles.desk import publishing
from tests.factories import make_article, publish_story, update

pytestmark = pytest.mark.django_db
_SECONDS = timedelta(seconds=2)


def wait_until(moment) -> None:
    time.sleep(max((moment - timezone.now()).total_seconds(), 0))


def test_a_scheduled_story_is_there_at_its_second(client: Client) -> None:
    publish_story("There before")
    at = timezone.now() + _SECONDS
    edition = publishing.publish(make_article("Comes at its second", tags=["Soon"]), by=None, at=at)
    pages = ["/", "/feed.xml", "/sitemap-news.xml", "/tags/soon/", edition.get_absolute_url()]
    asked = 0
    while timezone.now() < at - timedelta(milliseconds=300):
        found = [client.get(page) for page in pages]
        if timezone.now() < at:
            assert not any(b"Comes at its second" in page.content for page in found)
            asked += 1
        time.sleep(0.1)
    assert asked > 1
    wait_until(at)
    for page in pages:
        assert b"Comes at its second" in client.get(page).content, page


def test_a_scheduled_update_takes_over_and_an_end_ends_at_their_seconds(client: Client) -> None:
    first = publish_story("As it was")
    article, at = first.article, timezone.now() + _SECONDS
    update(article, headline="As it will be")
    publishing.publish(article, by=None, at=at)
    address = first.get_absolute_url()
    assert b"As it was" in client.get(address).content
    wait_until(at)
    assert b"As it will be" in client.get(address).content
