import pytest
from django.core import mail
from django.urls import reverse
from django.utils import timezone

from articles.desk.digest import send_digests
from articles.desk.notes import add_note, threads_of
from articles.desk.windows import NotNow
from articles.models import Note, Notice
from tests.factories import make_article, make_user, publish_story, update

pytestmark = pytest.mark.django_db


def page(article):
    return reverse("admin:desk_notes", args=[article.pk])


@pytest.fixture
def story():
    return make_article(body="<p>The film opened. The film closed.</p><p>She said so.</p>", by=make_user("writer"))


def test_a_note_finds_its_words_again_after_edits(story):
    note = add_note(story, "Which?", by=make_user(), words="film closed")
    update(story, body="<p>New first line.</p><p>The film opened. Then the film closed, in May.</p>")
    (thread,) = threads_of(story)
    assert (thread.note, thread.is_stale) == (note, False)
    assert thread.place == len("New first line.\nThe film opened. Then the ")


def test_of_two_places_the_one_with_the_same_surroundings_is_meant(story):
    Note.objects.create(
        article=story, text="x", words="The film", before="opened. ", after=" closed", at=timezone.now()
    )
    assert threads_of(story)[0].place == len("The film opened. ")


def test_a_note_whose_words_are_gone_is_stale_and_stays(story):
    add_note(story, "Who?", by=make_user(), words="She said so")
    update(story, body="<p>Nothing of it.</p>")
    assert threads_of(story)[0].is_stale


def test_words_that_are_not_in_the_text_are_refused(story):
    with pytest.raises(NotNow, match="do not stand in the text"):
        add_note(story, "x", by=make_user(), words="never written")


def test_whoever_is_named_is_told_once_and_its_writer_too(story):
    editor, named = make_user(), make_user("editor", username="ana.k")
    add_note(story, "Look at this, @ana.k. And @nobody, @ana.k!", by=editor)
    assert [notice.to for notice in Notice.objects.order_by("pk")] == [named, story.created_by]
    assert "named you" in named.notices.get().text


def test_replies_tell_the_thread_and_resolving_closes_it(client, story):
    editor = make_user()
    note = add_note(story, "Sure?", by=editor)
    client.force_login(story.created_by)
    client.post(page(story), {"text": "Yes.", "parent": note.pk})
    assert "Yes." in editor.notices.get().text
    url = reverse("admin:desk_note", args=[story.pk, note.pk, "resolve"])
    client.post(url)
    note.refresh_from_db()
    assert note.resolved_by == story.created_by
    client.post(reverse("admin:desk_note", args=[story.pk, note.pk, "reopen"]))
    note.refresh_from_db()
    assert (note.resolved_by, note.resolved_at) == (None, None)
    assert client.get(url).status_code == 405


def test_a_writer_notes_on_anothers_story_but_resolves_only_their_own_notes(client, story):
    note = add_note(story, "Sure?", by=make_user())
    other = make_user("writer")
    client.force_login(other)
    assert client.post(page(story), {"text": "I was there."}).status_code == 302
    assert client.post(reverse("admin:desk_note", args=[story.pk, note.pk, "resolve"])).status_code == 403
    mine = Note.objects.get(by=other)
    assert client.post(reverse("admin:desk_note", args=[story.pk, mine.pk, "resolve"])).status_code == 302


def test_a_note_of_another_story_is_not_reached_through_this_one(client, story):
    note = add_note(make_article(), "Theirs", by=make_user())
    client.force_login(make_user())
    assert client.post(page(story), {"text": "x", "parent": note.pk}).status_code == 404
    assert client.post(reverse("admin:desk_note", args=[story.pk, note.pk, "resolve"])).status_code == 404


def test_notes_and_inbox_need_more_than_an_account(client, story):
    client.force_login(make_user(None))
    assert client.get(page(story)).status_code == 403
    assert client.post(page(story), {"text": "x"}).status_code == 403
    assert client.get(reverse("admin:desk_inbox")).status_code == 403


def test_the_page_marks_the_words_and_escapes_the_note(client, story):
    add_note(story, "<script>alert(1)</script>", by=make_user(), words="film opened")
    client.force_login(make_user())
    text = client.get(page(story)).content.decode()
    assert ">film opened</a></mark>" in text
    assert "<script>alert" not in text


def test_a_note_changes_no_byte_for_readers(client):
    edition = publish_story()
    before = client.get(edition.get_absolute_url()).content
    add_note(edition.article, "Secret doubts.", by=make_user(), words="Words")
    assert client.get(edition.get_absolute_url()).content == before


def test_somebody_puts_away_only_their_own_notices(client, story):
    mine, theirs = make_user(), make_user()
    for person in (mine, theirs):
        Notice.objects.create(to=person, article=story, text="Look.", at=timezone.now())
    client.force_login(mine)
    client.post(reverse("admin:desk_inbox"), {"notice": theirs.notices.get().pk})
    assert theirs.notices.get().seen_at is None
    client.post(reverse("admin:desk_inbox"))
    assert mine.notices.get().seen_at is not None
    assert theirs.notices.get().seen_at is None


def test_one_mail_tells_all_and_the_next_waits(story):
    person = make_user("editor", email="ana@example.org")
    for words in ("First.", "Second & third."):
        Notice.objects.create(to=person, article=story, text=words, at=timezone.now())
    Notice.objects.create(to=make_user(), article=story, text="No address.", at=timezone.now())
    assert send_digests() == 1
    assert "First." in mail.outbox[0].body
    assert "Second & third." in mail.outbox[0].body
    Notice.objects.create(to=person, article=story, text="Soon after.", at=timezone.now())
    assert (send_digests(), len(mail.outbox)) == (0, 1)


def test_notes_cost_the_same_queries_however_many(client, story, django_assert_max_num_queries):
    for number in range(20):
        add_note(story, f"Note {number}", by=make_user(), words="film")
    client.force_login(make_user())
    client.get(page(story))
    with django_assert_max_num_queries(12):
        client.get(page(story))
