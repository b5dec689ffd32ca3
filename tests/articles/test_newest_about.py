"""Whatever is asked about in one query is what each thing's own newest stories are."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from articles.desk import publishing, taking_off
from articles.desk.saving import BylineLine
from articles.models import Article, Edition, Mention, TaggedEdition, Term
from articles.newest_about import SECTION, Asked, newest_about
from tests import factories

pytestmark = pytest.mark.django_db


def _archive() -> dict[str, Any]:
    """Twelve stories about the same things, each third about one more; one is no longer live, one not yet."""
    person, film, source = factories.make_person(), factories.make_visual(), factories.make_source()
    body = f"<p>{factories.quote('Yes', person)}</p>" + factories.embed("visual", visual=film.pk)
    now = timezone.now()
    for number in range(12):
        facts: dict[str, Any] = {"tags": ["a"] if number % 3 else ["a", "b"], "source": source, "body": body}
        if number == 11:
            publishing.publish(factories.make_article(**facts), by=None, at=now + timedelta(days=9))
        else:
            factories.publish_story(published_at=now - timedelta(days=30 - number), **facts)
    taking_off.withdraw(Article.objects.order_by("pk")[6], by=None)
    return {"person": person, "visual": film, "source": source, "at": now + timedelta(minutes=1)}


def _asked(facts: dict[str, Any]) -> list[Asked]:
    tags = {row.tag.name: row.tag_id for row in TaggedEdition.objects.select_related("tag")}
    return [
        Asked(Term.Kind.TAG, tags["b"], 3),
        Asked(Term.Kind.TAG, tags["a"], 50),
        Asked(Term.Kind.VISUAL, facts["visual"].pk, 2),
        Asked(Term.Kind.PERSON, facts["person"].pk, 5),
        Asked(SECTION, Edition.objects.all()[0].section_id, 4),
        Asked(Term.Kind.SOURCE, facts["source"].pk, 100),
    ]


def test_each_list_is_the_newest_live_stories_about_its_thing(django_assert_num_queries: Any) -> None:
    facts = _archive()
    asked, at = _asked(facts), facts["at"]
    with django_assert_num_queries(1):
        found = {place: (list(map(int, stories)), dates) for place, stories, dates in newest_about(asked, at)}
    newest = list(Edition.objects.live(at).order_by("-published_at", "-pk"))
    tagged = {row.content_object_id for row in TaggedEdition.objects.filter(tag__name="b")}
    assert len(newest) == 10
    assert [found[place][0] for place in range(6)] == [
        [edition.pk for edition in newest if edition.pk in tagged][:3],
        [edition.pk for edition in newest],
        [edition.pk for edition in newest[:2]],
        [edition.pk for edition in newest[:5]],
        [edition.pk for edition in newest[:4]],
        [edition.pk for edition in newest],
    ]
    for _, dates in found.values():  # of short lists all are told, the oldest first
        assert dates == sorted(dates)
    assert [date[:10] for date in found[1][1]] == [f"{edition.published_at:%Y-%m-%d}" for edition in reversed(newest)]


def test_of_a_long_list_some_sixty_say_when() -> None:
    facts = _archive()
    tag = TaggedEdition.objects.filter(tag__name="a").first()
    assert tag is not None
    [(_, stories, dates)] = newest_about([Asked(Term.Kind.TAG, tag.tag_id, 64 * 4)], facts["at"])
    assert len(dates) == len([story for story in stories if int(story) % 4 == 0])


def test_who_wrote_is_not_what_a_story_is_about() -> None:
    writer = factories.make_person()
    factories.publish_story(bylines=[BylineLine("by", writer.pk)])
    assert Mention.objects.filter(person=writer).exists()
    assert not list(newest_about([Asked(Term.Kind.PERSON, writer.pk, 9)], timezone.now()))


def test_nothing_asked_is_nothing_found() -> None:
    assert not list(newest_about([Asked(Term.Kind.TAG, 404, 9)], timezone.now()))
