"""A prepared query answers as the queryset that it was built from, whatever the values."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.db import connection
from django.db.models import F, QuerySet, Value
from django.utils import timezone

from articles.models import Edition, Mention, TaggedEdition
from articles.prepared import Prepared
from tests import factories

pytestmark = pytest.mark.django_db


def by_address(on: Any, slug: str, at: datetime) -> QuerySet[Any, Any]:
    return Edition.objects.live(at).filter(published_on=on, slug=slug).for_page()


def by_ids(at: datetime, **ids: int) -> QuerySet[Any, Any]:
    return Edition.objects.live(at).filter(pk__in=list(ids.values())).order_by("-published_at")


def nouns(edition: int) -> QuerySet[Any, Any]:
    tags = (
        TaggedEdition.objects.filter(content_object=edition).order_by().annotate(kind=Value("tag"), noun=F("tag__name"))
    )
    people = Mention.objects.filter(edition=edition).order_by().annotate(kind=Value("person"), noun=F("person__name"))
    return tags.values_list("kind", "noun").union(people.values_list("kind", "noun"), all=True)


def test_rows_are_those_of_the_queryset_with_what_it_joins(django_assert_num_queries: Any) -> None:
    photo, at = factories.make_photo(), timezone.now() + timedelta(seconds=1)
    stories = [factories.publish_story(f"Story {n}", lead_photo=photo) for n in range(3)]
    prepared = Prepared(by_address)
    for story in stories:
        with django_assert_num_queries(1):
            found = prepared(on=story.published_on, slug=story.slug, at=at)
            assert [(row.headline, row.section.name, row.lead_photo.alt) for row in found] == [
                (story.headline, "News", "Grey")
            ]
        assert found == list(by_address(story.published_on, story.slug, at))
        assert found[0].published_at == story.published_at


def test_time_is_a_value_like_any_other() -> None:
    story = factories.publish_story()
    prepared = Prepared(by_address)
    address = {"on": story.published_on, "slug": story.slug}
    assert prepared(at=story.live_from, **address) == [story]
    assert prepared(at=story.live_from - timedelta(microseconds=1), **address) == []


def test_the_same_value_may_be_given_twice() -> None:
    first, second = factories.publish_story(), factories.publish_story()
    prepared, at = Prepared(by_ids), timezone.now()
    assert prepared(at=at, a=first.pk, b=second.pk) == [second, first]
    assert prepared(at=at, a=first.pk, b=first.pk) == [first]


def test_unions_of_values_come_as_tuples() -> None:
    person = factories.make_person("Kit")
    story = factories.publish_story(tags=["a"], body=f"<p>{factories.quote('Yes', person)}</p>")
    assert sorted(Prepared(nouns)(edition=story.pk)) == [("person", "Kit"), ("tag", "a")]


def test_value_that_the_query_does_not_use_is_an_error() -> None:
    with pytest.raises(ValueError, match="does not use unused"):
        Prepared(lambda at, unused: Edition.objects.live(at))(at=timezone.now(), unused=1)


@pytest.mark.skipif(connection.vendor != "postgresql", reason="PostgreSQL alone is told which plans to keep")
def test_what_is_asked_often_keeps_one_plan_whatever_the_size_of_the_numbers() -> None:
    prepared, at = Prepared(by_ids), timezone.now()
    for size in (1, 40_000, 3_000_000_000) * 3:
        assert prepared(at=at, a=size, b=3 * size) == []
    with connection.cursor() as cursor:
        cursor.execute("SELECT statement FROM pg_prepared_statements")
        kept = [statement for (statement,) in cursor.fetchall() if '"id" IN' in statement and "live_until" in statement]
    assert len(kept) == 1
