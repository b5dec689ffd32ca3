from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from articles.desk import publishing
from articles.desk.comparing import compare_snapshots
from articles.models import Edition, Revision
from tests.factories import HOUR, make_article, make_person, make_user, publish_story, quote, update

pytestmark = pytest.mark.django_db


def page(name, article, *args):
    return reverse(f"admin:{name}", args=[article.pk, *args])


@pytest.fixture
def editor(client):
    client.user = make_user("editor")
    client.force_login(client.user)
    return client


def test_moves_and_saves_stand_on_one_line_of_time(editor):
    edition = publish_story("First", by=editor.user)
    update(edition.article, headline="Second")
    publishing.withdraw(edition.article, by=editor.user, note="Wrong.")
    text = editor.get(page("articles_article_history", edition.article)).content.decode()
    places = [text.index(words) for words in ("Withdrawn, edition 1", "revision 2", "Published, edition 1", "Created")]
    assert places == sorted(places)
    assert "Wrong." in text
    assert editor.user.username in text


def test_any_two_states_are_compared_with_fields_words_and_quotations(editor):
    speaker = make_person()
    said = quote("Yes, we left it.", speaker, uuid="5d2ad2f4-95c3-4f0e-9f26-6d0f3f4f4c55")
    article = publish_story("Old name", body=f"<p>{said} she said.</p><p>Stays.</p>").article
    update(article, headline="New name", body=article.body.replace("we left", "we kept") + "<p>Added.</p>")
    text = editor.get(page("desk_compare", article), {"from": "e1", "to": "r2"}).content.decode()
    assert "<del>Old</del><ins>New</ins> name" in text
    assert "Reworded" in text
    assert "<ins>kept</ins>" in text
    assert "<ins>Added.</ins>" in text


@pytest.mark.parametrize("state", ["", "r9", "e9", "x1", "r1'", "r99999999999"])
def test_a_state_that_is_none_is_not_found(editor, state):
    assert editor.get(page("desk_compare", make_article()), {"from": "r1", "to": state}).status_code == 404


def test_a_comparison_shows_a_script_as_words(editor):
    article = make_article("Safe")
    update(article, headline="<script>alert(1)</script>")
    text = editor.get(page("desk_compare", article), {"from": "r1", "to": "r2"}).content.decode()
    assert "<script>alert" not in text


def test_restoring_makes_a_new_revision_with_tags_and_bylines(editor):
    article = make_article("First", tags=("Jazz",))
    update(article, headline="Second", body="<p>Other.</p>")
    article.tags.clear()
    page_of_it = page("desk_move", article, "restore")
    assert "What revision 1 would change" in editor.get(page_of_it, {"revision": 1}).content.decode()
    assert editor.post(page_of_it, {"revision": 1, "seen_revision": 2}).status_code == 302
    article.refresh_from_db()
    assert (article.headline, article.version, [tag.name for tag in article.tags.all()]) == ("First", 3, ["Jazz"])
    assert list(Revision.objects.values_list("number", "why")) == [(3, "restore"), (2, "save"), (1, "save")]


def test_a_revision_of_another_story_is_not_restored(editor):
    article, other = make_article(), make_article()
    update(other, headline="Theirs")
    assert editor.post(page("desk_move", article, "restore"), {"revision": 2}).status_code == 404
    assert editor.post(page("desk_move", article, "restore"), {}).status_code == 404


def test_a_writer_reads_anothers_history_and_restores_nothing(client):
    client.force_login(make_user("writer"))
    article = make_article("Theirs", by=make_user("writer"))
    update(article, headline="Second")
    assert "Restore…" not in client.get(page("articles_article_history", article)).content.decode()
    assert client.post(page("desk_move", article, "restore"), {"revision": 1}).status_code == 403


@pytest.mark.parametrize("name", ["articles_article_history", "desk_compare", "desk_seen"])
def test_an_account_without_rights_sees_no_history(client, name):
    article = make_article()
    assert client.get(page(name, article)).status_code == 302
    client.force_login(make_user(None))
    assert client.get(page(name, article)).status_code == 403


def test_what_readers_saw_at_an_instant_is_that_page(editor):
    then = timezone.now() - 48 * HOUR
    first = publish_story("As it was", body="<p>Old text.</p>", published_at=then)
    publishing.publish(update(first.article, headline="As it is", body="<p>New text.</p>"), by=None)
    at = timezone.localtime(then + 9 * HOUR)
    response = editor.get(page("desk_seen", first.article), {"at_0": f"{at:%Y-%m-%d}", "at_1": f"{at:%H:%M}"})
    text = response.content.decode()
    assert "As it was" in text
    assert "Old text." in text
    assert "New text." not in text
    assert "no-store" in response["Cache-Control"]
    before = timezone.localtime(then - timedelta(days=3))
    nothing = editor.get(page("desk_seen", first.article), {"at_0": f"{before:%Y-%m-%d}", "at_1": "09:00"})
    assert "had never been on the site" in nothing.content.decode()
    assert editor.get(page("desk_seen", first.article), {"at_0": "x", "at_1": ""}).status_code == 400


def test_a_revision_is_read_as_a_page_that_is_never_kept(editor):
    article = make_article("Readable", body="<p>Words here.</p>")
    response = editor.get(page("desk_revision", article, 1))
    assert "Words here." in response.content.decode()
    assert "no-store" in response["Cache-Control"]


def test_history_costs_the_same_queries_however_long_it_is(editor, django_assert_max_num_queries):
    article = make_article()
    for number in range(12):
        publishing.publish(update(article, headline=f"Name {number}"), by=None)
    editor.get(page("articles_article_history", article))
    with django_assert_max_num_queries(15):
        editor.get(page("articles_article_history", article))
    assert Edition.objects.count() == 12


def test_five_thousand_words_are_compared_block_by_block_then_word_by_word():
    words = [f"<p>{' '.join(f'word{n}x{m}' for m in range(50))}.</p>" for n in range(100)]
    changed = [p.replace("x7 ", "z7 ") if n % 3 else p + "<p>New one.</p>" for n, p in enumerate(words)]
    found = compare_snapshots({"body": "".join(words)}, {"body": "".join(changed)}).blocks
    kinds = [change.kind for change in found]
    assert (kinds.count("insert"), kinds.count("change"), kinds.count("equal")) == (34, 66, 34)
