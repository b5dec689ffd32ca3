from datetime import timedelta

import pytest
from django.utils import timezone

from articles.body.sanitise import BodyError
from articles.desk.saving import Conflict, save
from articles.models import Article, Revision, Tag
from tests.factories import make_article, make_user, publish_story, update

pytestmark = pytest.mark.django_db


def test_every_save_is_a_revision_with_the_whole_article():
    writer = make_user("writer")
    article = make_article("First", tags=("Tyler, The Creator",), by=writer)
    update(article, headline="Second")
    second, first = Revision.objects.filter(article=article)
    assert (first.number, first.snapshot["headline"], first.by) == (1, "First", writer)
    assert second.snapshot["headline"] == "Second"
    assert [name for _, name in first.snapshot["tags"]] == ["Tyler, The Creator"]


def test_a_save_that_has_not_seen_the_last_one_is_refused_and_changes_nothing():
    article = make_article("Mine")
    theirs, mine = Article.objects.get(pk=article.pk), Article.objects.get(pk=article.pk)
    theirs.headline = "Theirs"
    save(theirs, by=None, base_version=theirs.version)
    mine.headline = "Mine again"
    with pytest.raises(Conflict) as refusal:
        save(mine, by=None, base_version=mine.version)
    assert refusal.value.current.headline == "Theirs"
    assert Article.objects.get(pk=article.pk).headline == "Theirs"
    assert article.revisions.count() == 2


def test_one_persons_autosaves_within_ten_minutes_share_a_revision():
    writer, other = make_user("writer"), make_user("writer")
    article = make_article(by=writer)
    for headline in ("a", "b", "c"):
        article.headline = headline
        save(article, by=writer, why=Revision.Why.AUTOSAVE)
    assert article.revisions.count() == 2
    assert article.revisions.first().snapshot["headline"] == "c"
    save(article, by=other, why=Revision.Why.AUTOSAVE)
    assert article.revisions.count() == 3
    article.revisions.update(at=timezone.now() - timedelta(minutes=11))
    save(article, by=other, why=Revision.Why.AUTOSAVE)
    assert article.revisions.count() == 4


def test_a_revision_that_was_published_is_never_written_over():
    edition = publish_story()
    Revision.objects.update(why=Revision.Why.AUTOSAVE)
    edition.article.headline = "Later"
    save(edition.article, by=None, why=Revision.Why.AUTOSAVE)
    edition.revision.refresh_from_db()
    assert edition.revision.snapshot["headline"] != "Later"


def test_status_is_not_written_by_a_save():
    article = make_article()
    stale = Article.objects.get(pk=article.pk)
    Article.objects.filter(pk=article.pk).update(status="approved")
    stale.headline = "New"
    save(stale, by=None, base_version=stale.version)
    assert Article.objects.get(pk=article.pk).status == "approved"


def test_a_bad_body_stores_nothing():
    article = make_article()
    article.body = '<figure data-embed="poll"></figure>'
    with pytest.raises(BodyError):
        save(article, by=None)
    assert article.revisions.count() == 1


def test_a_comma_is_part_of_a_tags_name_and_a_synonym_gives_the_tag():
    tag = Tag.objects.called("Tyler, The Creator")
    assert Tag.objects.called("TYLER, THE CREATOR") == tag
    tag.synonyms.create(name="Tyler TC")
    assert Tag.objects.called("tyler tc") == tag
    assert Tag.objects.count() == 1


def test_saving_costs_the_same_queries_whatever_the_body_holds(django_assert_max_num_queries):
    from tests.factories import make_person, quote

    speaker = make_person()
    article = make_article(body="".join(f"<p>{quote(f'Words {n}.', speaker)}</p>" for n in range(36)))
    with django_assert_max_num_queries(14):
        save(article, by=None, base_version=article.version)
