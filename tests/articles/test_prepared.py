"""A prepared query answers as the queryset that it was built from, whatever the values."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.db import DataError, connection, transaction
from django.db.models import F, QuerySet, Value
from django.utils import timezone

from articles.models import Edition, Mention, TaggedEdition
from articles.planner import kept_plans
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
class TestKeptPlans:
    def _kept(self, part: str) -> list[str]:
        with connection.cursor() as cursor:
            cursor.execute("SELECT statement FROM pg_prepared_statements WHERE POSITION(%s IN statement) > 0", [part])
            return [statement for (statement,) in cursor.fetchall()]

    def test_one_is_kept_whatever_the_size_of_the_numbers(self) -> None:
        prepared, at = Prepared(by_ids), timezone.now()
        for size in (1, 40_000, 3_000_000_000):
            assert prepared(at=at, a=size, b=3 * size) == []
        assert len(self._kept('"id" IN ($3, $4)')) == 1

    def test_other_queries_are_planned_for_what_they_ask(self) -> None:
        for _ in range(9):
            assert not Edition.objects.filter(slug="not-prepared").exists()
        assert not self._kept('"slug" =')

    def test_behind_a_pooler_none_is_kept(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setitem(connection.settings_dict, "DISABLE_SERVER_SIDE_CURSORS", True)
        prepared, at = Prepared(lambda at, dek: Edition.objects.live(at).filter(dek=dek)), timezone.now()
        for _ in range(9):
            assert prepared(at=at, dek="None kept") == []
        assert not self._kept('"dek" =')

    def test_a_query_that_fails_leaves_the_connection_as_it_was(self) -> None:
        driver = connection.connection
        before = driver.cursor_factory, driver.prepare_threshold
        with pytest.raises(DataError), transaction.atomic(), kept_plans(), connection.cursor() as cursor:
            cursor.execute("SELECT 1 / %s", [0])
        assert (driver.cursor_factory, driver.prepare_threshold) == before

    def test_what_is_always_the_same_is_part_of_the_text(self) -> None:
        story = factories.publish_story("100% of it, they said: '%s'")
        prepared = Prepared(lambda at: Edition.objects.live(at).filter(headline=story.headline, number=1))
        assert prepared(at=timezone.now()) == [story]
        sql, params = prepared.sql(at=timezone.now())
        assert "'100%% of it, they said: ''%%s'''" in sql
        assert len(params) == sql.count("%s") - sql.count("%%s") == 2
