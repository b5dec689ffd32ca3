"""What the archive maker writes is what the desk would have written, story by story."""

import hashlib
from collections import Counter
from collections.abc import Iterator
from datetime import date
from io import StringIO
from itertools import pairwise
from pathlib import Path
from random import Random
from typing import Any

import pytest
from django.apps import apps
from django.core.management import CommandError, call_command
from django.core.management.color import no_style
from django.db import connection, transaction
from django.test import Client, override_settings
from django.utils import timezone

from articles.archive_maker.vocabulary import Prose
from articles.body.canonical import canonicalise
from articles.body.render import gather, render
from articles.desk.saving import save
from articles.management.commands.check_record import drift, overlaps, window_drift
from articles.models import Article, Edition, Mention, Quote, Section, TaggedEdition
from articles.models.article import Standing
from people.models import Person

pytestmark = [pytest.mark.django_db, pytest.mark.xdist_group("archive")]
STORIES = 80


def make_archive(**options: Any) -> str:
    out = StringIO()
    call_command("make_archive", articles=STORIES, today=date(2026, 5, 1), stdout=out, **options)
    return out.getvalue()


def restart_numbers() -> None:
    """PostgreSQL goes on counting after what it counted for was rolled back; an empty database would start anew."""
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), apps.get_models()):
            cursor.execute(statement)


def digest() -> str:
    """Of all that readers would get, ids included."""
    rows = [
        *Edition.objects.order_by("pk").values_list(
            "pk", "headline", "slug", "published_at", "live_until", "html", "text"
        ),
        *Quote.objects.order_by("pk").values_list("pk", "uuid", "text", "speaker_id"),
        *TaggedEdition.objects.order_by("pk").values_list("content_object_id", "tag__name"),
        *Person.objects.order_by("pk").values_list("pk", "name", "slug", "updated_at"),
        *Article.objects.order_by("pk").values_list("pk", "created_at", "updated_at", "version"),
    ]
    return hashlib.sha256(repr(rows).encode()).hexdigest()


@pytest.fixture(scope="module")
def archive(django_db_setup: None, django_db_blocker: Any, tmp_path_factory: Any) -> Iterator[list[str]]:
    """One archive for all tests here, made twice; its two digests."""
    media: Path = tmp_path_factory.mktemp("media")
    with django_db_blocker.unblock(), override_settings(MEDIA_ROOT=media), transaction.atomic():
        before = transaction.savepoint()
        restart_numbers()
        make_archive()
        first = digest()
        transaction.savepoint_rollback(before)
        restart_numbers()
        make_archive()
        yield [first, digest()]
        transaction.set_rollback(True)


def test_same_seed_and_day_give_same_archive(archive: list[str]) -> None:
    assert archive[0] == archive[1]


def test_bodies_are_canonical_and_html_is_what_publishing_renders(archive: list[str]) -> None:
    for edition in Edition.objects.select_related("revision", "source")[:40]:
        body = edition.revision.snapshot["body"]
        assert canonicalise(body, article_id=edition.article_id).html == body
        assert render(body, gather(body, edition.source)) == edition.html


def test_rows_are_what_publishing_projects(archive: list[str]) -> None:
    found = {edition.pk: drift(edition) for edition in Edition.objects.select_related("article", "revision", "source")}
    assert {pk: lines for pk, lines in found.items() if lines} == {}
    assert [*window_drift(), *overlaps()] == []


def test_last_revision_is_what_saving_remembers(archive: list[str]) -> None:
    for article in Article.objects.order_by("pk")[:20]:
        last = article.revisions.first()
        assert last is not None
        assert last.number == article.version
        assert article.editions.latest("number").revision == last
        assert save(article, by=None).snapshot == last.snapshot


def test_an_update_opens_at_the_instant_at_which_the_one_before_closes(archive: list[str]) -> None:
    updated = [article for article in Article.objects.prefetch_related("editions") if article.editions.count() > 1]
    assert updated
    for article in updated:
        for before, after in pairwise(article.editions.order_by("number")):
            assert before.live_until == after.live_from
            assert after.takes_over
            assert after.updated_at == after.live_from


def test_texts_hold_what_stories_hold(archive: list[str]) -> None:
    pieces = [len(quote.pieces) for quote in Quote.objects.all()]
    assert set(pieces) == {1, 2}
    assert Quote.objects.exclude(label="").exists()
    assert Quote.objects.exclude(credited_as="").exists()
    assert set(Mention.objects.values_list("role", flat=True)) == {"speaker", "named", "byline"}
    assert all(3 <= edition.tagged.count() <= 8 for edition in Edition.objects.all())


def test_one_tag_is_on_nearly_half_of_the_stories(archive: list[str]) -> None:
    live = TaggedEdition.objects.live().values_list("tag", flat=True)
    assert 0.25 < max(map(list(live).count, set(live))) / STORIES < 0.55


def test_all_stand_live_on_the_desk(archive: list[str]) -> None:
    standings = Article.objects.with_standing(timezone.now()).values_list("standing_found", flat=True)
    assert set(standings) == {Standing.LIVE.value}


def test_pages_answer(archive: list[str], client: Client) -> None:
    newest = Edition.objects.live().newest(1)[0]
    section = Section.objects.in_use(timezone.now())[0]
    for address in ("/", newest.get_absolute_url(), section.get_absolute_url(), "/quotes/", "/people/", "/tags/"):
        assert client.get(address).status_code == 200


def test_refuses_where_stories_are_unless_told_to_add(archive: list[str]) -> None:
    with pytest.raises(CommandError, match="80 stories"):
        make_archive()
    said = make_archive(add=True)
    assert "80 of 80 stories" in said
    live = list(Edition.objects.live().values_list("published_on", "slug"))
    assert len(live) == len(set(live)) == 2 * STORIES


def test_refuses_a_number_of_stories_below_one() -> None:
    with pytest.raises(CommandError, match="1 or more"):
        call_command("make_archive", articles=0)


def test_words_go_on_being_new_however_long_texts_go_on() -> None:
    prose = Prose(Random(1))
    texts = [set(prose.run(330).split()) for _ in range(600)]
    early, all_words = set().union(*texts[:300]), set().union(*texts)
    seldom = Counter(word for text in texts for word in text if word not in prose.words)
    assert len(all_words - early - set(prose.words)) > 50
    assert sum(5 <= stories <= 20 for stories in seldom.values()) > 10
