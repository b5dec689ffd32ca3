from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from articles.desk import calendar, publishing
from articles.desk.holding import hold
from articles.desk.moving import Asked, perform
from articles.desk.my_work import my_work
from articles.desk.planning import Planned, pitch, set_plan
from articles.models import Article
from tests.factories import HOUR, make_article, make_user, publish_story, update

pytestmark = pytest.mark.django_db
BOARD, CALENDAR = "admin:desk_board", "admin:desk_calendar"


@pytest.fixture
def editor(client):
    client.user = make_user("editor")
    client.force_login(client.user)
    return client


def test_the_first_page_shows_what_waits_for_whom():
    writer, editor = make_user("writer"), make_user("editor")
    draft, sent, back, old = (make_article(name, by=writer) for name in ("Draft", "Sent", "Back", "Old"))
    for article in (sent, back):
        perform("submit", article, by=writer)
    perform("return", back, by=editor, asked=Asked(reason="Who?"))
    Article.objects.filter(pk=old.pk).update(updated_at=timezone.now() - timedelta(days=31))
    soon = make_article("Soon", by=writer)
    publishing.publish(soon, by=editor, at=timezone.now() + HOUR)
    changed = publish_story("Changed", by=writer).article
    update(changed, dek="New.")
    work = my_work(writer)
    assert work.returned == [back]
    assert set(work.drafts) == {draft, old}
    assert (work.waiting, work.stale, work.to_review) == ([sent], [old], [])
    assert [edition.article for edition in work.scheduled] == [soon]
    assert work.unsent == [changed]
    assert "Who?" in work.notices[0].text
    assert my_work(editor).to_review == [sent]


def test_a_story_for_another_reviewer_is_not_among_mine():
    writer, editor, other = make_user("writer"), make_user("editor"), make_user("editor")
    article = make_article(by=writer)
    set_plan(article, Planned(reviewer=other))
    perform("submit", article, by=writer)
    assert (my_work(editor).to_review, my_work(other).to_review) == ([], [article])


@pytest.mark.parametrize("url", ["admin:index", BOARD, CALENDAR])
def test_an_account_without_rights_sees_no_headline(client, url):
    publish_story("A headline")
    make_article("A draft")
    client.force_login(make_user(None))
    response = client.get(reverse(url))
    assert response.status_code == (200 if url == "admin:index" else 403)
    assert "A headline" not in response.content.decode()
    assert "A draft" not in response.content.decode()


def test_the_board_has_each_story_in_its_column(editor):
    pitch("A pitch", Planned(), by=None)
    make_article("A draft", body="<p><q>“Nobody.”</q></p>")
    publishing.publish(make_article("To come"), by=None, at=timezone.now() + HOUR)
    publish_story("Out")
    Article.objects.filter(pk=make_article("Ready").pk).update(status="approved")
    columns = {
        column.key: [card.article.headline for card in column.cards]
        for column in editor.get(reverse(BOARD)).context["columns"]
    }
    assert columns == {
        "pitch": ["A pitch"], "draft": ["A draft"], "in_review": [], "approved": ["Ready"], "scheduled": ["To come"],
        "live": ["Out"],
    }  # fmt: skip
    assert "1 without a speaker" in editor.get(reverse(BOARD)).content.decode()


def test_a_move_on_the_board_is_made_or_says_why_not(editor):
    article = make_article()
    editor.post(reverse(BOARD), {"article": article.pk, "verb": "submit"})
    article.refresh_from_db()
    assert article.status == "in_review"
    assert article.moves.first().via == "board"
    page = editor.post(reverse(BOARD), {"article": article.pk, "verb": "submit"}, follow=True).content.decode()
    assert "was not moved. This is for a story that is" in page
    asks = editor.post(reverse(BOARD), {"article": article.pk, "verb": "return"})
    assert asks.headers["Location"] == reverse("admin:desk_move", args=[article.pk, "return"]) + "?via=board"


def test_a_writer_moves_nothing_of_others_on_the_board(client):
    client.force_login(make_user("writer"))
    article = make_article(by=make_user("writer"))
    assert client.post(reverse(BOARD), {"article": article.pk, "verb": "submit"}).status_code == 403
    assert client.post(reverse(BOARD), {"article": article.pk, "verb": "explode"}).status_code == 404
    assert client.get(reverse(BOARD)).context["columns"][1].cards[0].moves == []


def test_the_calendar_has_what_opens_what_is_due_and_what_ends(editor):
    now = timezone.now()
    article = make_article("Due story")
    set_plan(article, Planned(due_at=now + HOUR))
    hold(make_article("Held story"), by=None, kind="embargo", reason="A deal.", ends_at=now + 2 * HOUR)
    publishing.publish(make_article("Coming story"), by=None, at=now + 3 * HOUR)
    publish_story("Out story")
    later = timezone.now()
    entries = [entry for day in calendar.days(calendar.month_of(timezone.localdate()), later) for entry in day.entries]
    if (now + 3 * HOUR).month == now.month:
        assert [(entry.kind, entry.headline) for entry in entries] == [
            ("publication", "Out story"), ("due", "Due story"), ("embargo", "Held story"), ("scheduled", "Coming story"),
        ]  # fmt: skip
    for view in ("month", "week", "list"):
        assert "Out story" in editor.get(reverse(CALENDAR), {"view": view}).content.decode()


@pytest.mark.parametrize("query", [{"view": "year"}, {"on": "2026-02-30"}, {"on": "x"}, {"on": "9999-12-31"}])
def test_a_calendar_that_is_none_is_not_found(editor, query):
    assert editor.get(reverse(CALENDAR), query).status_code == 404


@pytest.mark.parametrize("url", ["admin:index", BOARD, CALENDAR])
def test_overviews_cost_the_same_queries_with_3_rows_and_with_20(editor, url):
    def stories(count):
        for _ in range(count):
            article = make_article(by=editor.user)
            set_plan(article, Planned(assignee=editor.user, due_at=timezone.now()))
            update(publish_story(by=editor.user).article, dek="x")
            publishing.publish(make_article(by=editor.user), by=None, at=timezone.now() + HOUR)

    def cost():
        with CaptureQueriesContext(connection) as captured:
            assert editor.get(reverse(url)).status_code == 200
        return len(captured)

    stories(3)
    editor.get(reverse(url))
    few = cost()
    stories(17)
    with CaptureQueriesContext(connection) as captured:
        editor.get(reverse(url))
    assert len(captured) == few, [it["sql"][:90] for it in captured]
    assert few <= 15
