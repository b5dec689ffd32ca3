"""A pass over imported stories leaves what it found for an editor; stopped, it goes on where it was."""

from io import StringIO

import pytest
from django.core.management import call_command
from django.urls import reverse

from articles.desk import archive_quotes
from articles.desk.importing import read_story
from articles.desk.saving import save
from articles.models import Article, Quote, Revision, WaitingQuotes
from tests.factories import make_article, make_person, make_user

pytestmark = pytest.mark.django_db
STORY = "date 2022-11-29 Ana Sample came late.\n\n“We left the hum in,” Sample said. “It was in tune.”\n"


def import_story(text):
    story = read_story(text.encode())
    article = Article(headline=story.headline, story_date=story.story_date, body=story.body)
    save(article, by=None, why=Revision.Why.IMPORT)
    return article


@pytest.fixture
def imported():
    make_person("Ana Sample", pronouns="she")
    return import_story(STORY)


def suggest(*options):
    out = StringIO()
    call_command("suggest_quotes", *options, stdout=out, stderr=StringIO())
    return out.getvalue()


def test_it_leaves_suggestions_and_marks_nothing(imported):
    make_article(body=imported.body)  # written here, not imported
    before = imported.body
    assert "1 story read, 1 to be confirmed" in suggest()
    (row,) = WaitingQuotes.objects.all()
    assert (row.article_id, row.count, row.proposals[0]["speaker"]["name"]) == (imported.pk, 1, "Ana Sample")
    imported.refresh_from_db()
    assert imported.body == before
    assert not Quote.objects.exists()
    assert "1 story read" in suggest("--all")


def test_what_was_read_as_it_stands_is_passed_over(imported):
    suggest()
    assert "0 stories read" in suggest()
    imported.refresh_from_db()
    imported.body += "<p>“One more,” said Ana Sample.</p>"
    save(imported, by=None)
    assert archive_quotes.waiting_in(imported) == 0  # what was found is of an older text
    assert "1 story read, 2 to be confirmed" in suggest()


def test_a_stop_in_between_keeps_what_was_done(imported):
    import_story(STORY.replace("late", "early"))
    reading = archive_quotes.read_all(archive_quotes.unread())
    next(reading)
    reading.close()
    assert WaitingQuotes.objects.count() == 1
    assert "1 story read" in suggest()
    assert WaitingQuotes.objects.count() == 2


def test_a_text_over_the_limit_is_told_and_not_tried_again(imported):
    Article.objects.filter(pk=imported.pk).update(body="<p>" + "word " * 50_000 + "</p>")
    assert f"Story {imported.pk}: " in suggest()
    assert "0 stories read" in suggest()


def test_the_desk_says_where_some_wait(imported, client):
    suggest()
    make_article("Nothing to find")
    client.force_login(make_user("editor"))
    found = client.get(reverse("admin:articles_article_changelist"), {"quotes": "waiting"}).content.decode()
    assert "1 article" in found
    form = client.get(reverse("admin:articles_article_change", args=[imported.pk])).content.decode()
    assert "Quotations (1 wait)" in form
