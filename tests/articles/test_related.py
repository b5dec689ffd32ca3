"""Which stories a story leads to: the rare before the common, the new before the old, nothing twice, nothing hidden."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.core.cache import cache
from django.core.management import call_command
from django.utils import timezone

from articles import story as stories
from articles.desk import publishing
from articles.models import Edition
from articles.related import related
from tests import factories

pytestmark = pytest.mark.django_db


def headlines(edition: Edition) -> list[str]:
    at = timezone.now()
    return [found.headline for found in related(edition, stories.nouns_of(edition, at), at)]


def test_a_rare_thing_in_common_counts_for_more_than_a_common_one() -> None:
    for number in range(8):
        factories.publish_story(f"Filler {number}", tags=["Everywhere"], section=factories.make_section(f"S{number}"))
    factories.publish_story("Shares the rare one", tags=["Seldom"])
    factories.publish_story("Shares the common one", tags=["Everywhere"])
    call_command("refresh_terms", verbosity=0)
    edition = factories.publish_story("The story", tags=["Seldom", "Everywhere"])
    assert headlines(edition)[0] == "Shares the rare one"


def test_of_two_alike_the_newer_comes_first() -> None:
    now = timezone.now()
    factories.publish_story("Of last week", tags=["a"], published_at=now - timedelta(days=7))
    factories.publish_story("Of five years ago", tags=["a"], published_at=now - timedelta(days=5 * 365))
    assert headlines(factories.publish_story("The story", tags=["a"])) == ["Of last week", "Of five years ago"]


def test_people_films_and_sources_tie_stories_too() -> None:
    person, film, source = factories.make_person("Ana Sample"), factories.make_visual(), factories.make_source()
    other = factories.make_section("Elsewhere")
    showing = factories.embed("visual", visual=film.pk)
    speaking = f"<p>{factories.quote('We left', person)}</p>"
    factories.publish_story("Same film", body=f"<p>A.</p>{showing}", section=other)
    factories.publish_story("Same person", body=speaking, section=other)
    factories.publish_story("Same source", source=source, section=other)
    edition = factories.publish_story("The story", body=speaking + showing, source=source)
    assert headlines(edition) == ["Same film", "Same person", "Same source"]


def test_one_story_told_twice_is_shown_once() -> None:
    factories.publish_story("Tin Parade announce a tour of Leeds", tags=["a"])
    factories.publish_story("Tin Parade announce a tour of Leeds again", tags=["a"])
    assert len(headlines(factories.publish_story("Something else", tags=["a"]))) == 1


def test_what_is_kept_is_shown_only_while_readers_may_see_it(settings: Any) -> None:
    settings.RELATED_KEPT_SECONDS = 300
    cache.clear()
    gone = factories.publish_story("Goes", tags=["a"])
    factories.publish_story("Stays", tags=["a"])
    edition = factories.publish_story("The story", tags=["a"])
    assert set(headlines(edition)) == {"Goes", "Stays"}
    publishing.withdraw(gone.article, by=None)
    factories.publish_story("Comes", tags=["a"])
    assert headlines(edition) == ["Stays"]
    cache.clear()
    assert set(headlines(edition)) == {"Comes", "Stays"}


def test_choosing_costs_three_queries_and_what_is_kept_one(settings: Any, django_assert_num_queries: Any) -> None:
    settings.RELATED_KEPT_SECONDS = 300
    cache.clear()
    for number in range(9):
        factories.publish_story(f"Number {number}", tags=["a", "b", f"c{number}"])
    edition, at = factories.publish_story("The story", tags=["a", "b"]), timezone.now()
    nouns = stories.nouns_of(edition, at)
    with django_assert_num_queries(3):
        related(edition, nouns, at)
    with django_assert_num_queries(1):
        related(edition, nouns, at)
    cache.clear()
