"""Every cell of the table through the admin's own HTTP: roles × statuses × standings × moves, allowed and refused."""

from datetime import timedelta

import pytest
from django.db import transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from articles.desk import publishing, roles, windows
from articles.desk.situation import on_desk, situation_of
from articles.desk.workflow import RULES, TABLE, Stand
from articles.models import Article, Edition, Move, Standing, Status
from tests.factories import HOUR, make_article, make_user, publish_story, update

pytestmark = pytest.mark.django_db
ROLES = (roles.WRITER, roles.EDITOR, roles.MANAGING_EDITOR)


def url(article, verb):
    return reverse("admin:desk_move", args=[article.pk, verb])


def posted(verb):
    """A complete answer to the page of that move."""
    later = timezone.localtime(timezone.now() + 30 * HOUR)
    at = {"at_0": f"{later:%Y-%m-%d}", "at_1": f"{later:%H:%M}"}
    return {
        "schedule": at,
        "expire": {"at_0": f"{later:%Y-%m-%d}", "at_1": f"{later:%H:%M}"},
        "correct": {"kind": "correction", "wrong": "It said X.", "right": "It is Y."},
        "hold": {"hold_kind": "embargo", "reason": "Why."},
        "assign": {"priority": 2},
        "commission": {"priority": 2},
        "restore": {"revision": 1},
    }.get(verb, {"reason": "Why."})


def how(article, now=None):
    now = now or timezone.now()
    return situation_of(on_desk(now).get(pk=article.pk), now)


def standing_story(standing, writer):
    article = make_article(by=writer)
    match standing:
        case Standing.SCHEDULED:
            publishing.publish(article, by=None, at=timezone.now() + HOUR)
        case Standing.LIVE | Standing.CHANGED:
            publishing.publish(article, by=None)
            publishing.publish(update(article, headline="Second"), by=None)
            if standing == Standing.CHANGED:
                update(article, headline="Third")
        case Standing.WITHDRAWN:
            publishing.publish(article, by=None)
            publishing.withdraw(article, by=None)
        case Standing.TAKEN_DOWN:
            publishing.publish(article, by=None)
            publishing.take_down(article, by=None, reason="A court.")
        case Standing.EXPIRED:
            edition = publishing.publish_as_of(article, by=None, published_at=timezone.now() - 24 * HOUR)
            windows.move_end(edition, timezone.now() - HOUR)
    return article


def expected(rule, role, is_own, status, standing):
    """What the table says of a story that this test has put there, without asking the database."""
    stand = Stand(
        status=status,
        standing=standing,
        permissions=frozenset(roles.PERMISSIONS[role]),
        is_own=is_own,
        has_pending=standing == Standing.SCHEDULED,
        is_approved_as_it_is=status == Status.APPROVED and standing not in (Standing.OFF, Standing.CHANGED),
        can_undo=standing in (Standing.LIVE, Standing.CHANGED, Standing.WITHDRAWN),
    )
    if not rule.is_permitted(stand):
        return 403
    return 409 if rule.refusal(stand) else 302


@pytest.mark.one_database
@pytest.mark.parametrize("standing", list(Standing))
@pytest.mark.parametrize("status", list(Status))
def test_every_move_of_every_role(status, standing):
    clients = {}
    for role in ROLES:
        clients[role] = Client()
        clients[role].user = make_user(role)
        clients[role].force_login(clients[role].user)
    theirs, own = (standing_story(standing, writer) for writer in (make_user("writer"), clients["writer"].user))
    Article.objects.update(status=status)
    wrong = []
    cases = [(role, theirs, False) for role in ROLES] + [(roles.WRITER, own, True)]
    for role, article, is_own in cases:
        for rule in TABLE:
            with transaction.atomic():
                before = article.moves.count(), list(article.editions.values_list("live_from", "live_until"))
                answer = clients[role].post(url(article, rule.verb), posted(rule.verb)).status_code
                after = article.moves.count(), list(article.editions.values_list("live_from", "live_until"))
                wanted = expected(rule, role, is_own, status, standing)
                if answer != wanted or (answer == 302) == (before == after):
                    wrong.append((role, is_own, rule.verb, answer, wanted))
                transaction.set_rollback(True)
    assert wrong == []


@pytest.fixture
def editor(client):
    client.user = make_user("editor")
    client.force_login(client.user)
    return client


def test_the_form_shows_the_buttons_that_the_table_allows(editor):
    article = make_article()
    page = editor.get(reverse("admin:articles_article_change", args=[article.pk])).content.decode()
    shown = {rule.verb for rule in TABLE if f'data-verb="{rule.verb}"' in page}
    assert shown == {"assign", "submit", "publish", "schedule", "hold", "kill"}


@pytest.mark.parametrize("role", [None, "writer"])
def test_an_account_without_the_right_gets_nothing_by_get_either(client, role):
    client.force_login(make_user(role))
    article = make_article(by=make_user("writer"))
    for rule in TABLE:
        assert client.get(url(article, rule.verb)).status_code == 403


def test_every_page_of_a_move_opens(client):
    client.force_login(make_user("managing editor"))
    article = publish_story().article
    update(article, headline="Changed", body="<p>Other words here.</p>", slug="elsewhere")
    for rule in TABLE:
        assert client.get(url(article, rule.verb), posted(rule.verb)).status_code == 200


def test_the_confirm_page_shows_changes_problems_and_addresses(editor):
    article = publish_story("Old words", slug="old").article
    update(article, headline="New words", slug="new", body="<p>Words. <q>“Nobody said this.”</q></p>")
    page = editor.get(url(article, "publish")).content.decode()
    assert "<del>Old</del><ins>New</ins>" in page
    assert "has no speaker" in page
    assert "leads to the new one" in page
    assert f"/{timezone.localdate():%Y/%m/%d}/new/" in page


def test_publishing_what_was_saved_again_after_the_page_opened_is_refused(editor):
    article = make_article()
    update(article, headline="Later")
    response = editor.post(url(article, "publish"), {"seen_revision": 1, "seen_status": "draft"})
    assert response.status_code == 409
    assert "saved again after you looked" in response.content.decode()
    assert not Edition.objects.exists()


def test_a_move_from_a_status_that_is_no_more_is_refused(editor):
    article = make_article()
    response = editor.post(url(article, "submit"), {"seen_status": "approved"})
    assert (response.status_code, "Somebody was faster" in response.content.decode()) == (409, True)


def test_an_approval_is_of_one_revision(editor):
    article = make_article()
    editor.post(url(article, "submit"))
    editor.post(url(article, "approve"))
    article.refresh_from_db()
    assert how(article).is_approved_as_it_is
    assert Move.objects.get(verb="approve").revision.number == 1
    update(article, dek="Changed.")
    assert how(article).is_changed_since_approval
    page = editor.get(reverse("admin:articles_article_change", args=[article.pk])).content.decode()
    assert "changed since it was approved" in page


def test_a_return_needs_a_reason_and_its_writer_reads_it(editor):
    writer = make_user("writer")
    article = make_article(by=writer)
    Article.objects.update(status="in_review")
    assert editor.post(url(article, "return"), {"reason": "  "}).status_code == 409
    editor.post(url(article, "return"), {"reason": "Who says so?"})
    article.refresh_from_db()
    assert article.status == "draft"
    assert "Who says so?" in writer.notices.get().text


def test_whoever_a_story_is_assigned_to_may_write_and_submit_it(editor, client):
    writer = make_user("writer")
    article = make_article(by=make_user("writer"))
    editor.post(url(article, "assign"), {"priority": 3, "assignee": writer.pk})
    client.force_login(writer)
    assert b'name="headline"' in client.get(reverse("admin:articles_article_change", args=[article.pk])).content
    assert client.post(url(article, "submit")).status_code == 302


@pytest.mark.parametrize(
    ("day", "clock", "says"),
    [
        ("2027-03-28", "01:30", "the clocks go forward"),
        ("2027-10-31", "01:30", "comes twice"),
        ("2020-01-01", "10:00", "is past"),
        ("2027-03-28", "", "both a day and a time"),
    ],
)
def test_a_time_that_is_none_is_refused_with_the_reason(editor, settings, day, clock, says):
    settings.TIME_ZONE = "Europe/London"
    timezone.activate("Europe/London")
    article = make_article()
    response = editor.post(url(article, "schedule"), {"at_0": day, "at_1": clock})
    timezone.deactivate()
    assert (response.status_code, says in response.content.decode()) == (409, True)
    assert not Edition.objects.exists()


def test_under_embargo_nothing_goes_out_and_what_was_scheduled_is_cancelled(editor):
    article = make_article()
    publishing.publish(article, by=None, at=timezone.now() + 2 * HOUR)
    editor.post(url(article, "hold"), {"hold_kind": "legal", "reason": "The lawyers read it."})
    assert windows.pending_edition(article, timezone.now()) is None
    for verb in ("publish", "schedule"):
        response = editor.post(url(article, verb), posted(verb))
        assert (response.status_code, "The lawyers read it" in response.content.decode()) == (409, True)
    with pytest.raises(publishing.NotNow, match="lawyers"):
        publishing.publish(article, by=None, at=timezone.now() + 99 * HOUR)
    with pytest.raises(publishing.NotNow, match="lawyers"):
        publishing.publish_as_of(make_held(), by=None, published_at=timezone.now() - HOUR)
    assert editor.post(url(article, "lift"), {"reason": "Fine."}).status_code == 403


def make_held():
    from articles.desk.holding import hold

    article = make_article()
    hold(article, by=None, kind="legal", reason="lawyers")
    return article


def test_an_embargo_lets_a_schedule_wait_for_its_end(editor):
    from articles.desk.holding import hold

    article = make_article()
    end = timezone.now() + 5 * HOUR
    hold(article, by=None, kind="embargo", reason="A deal.", ends_at=end)
    with pytest.raises(publishing.NotNow, match="A deal"):
        publishing.publish(article, by=None, at=end - timedelta(seconds=1))
    assert publishing.publish(article, by=None, at=end).live_from == end


def test_stop_the_press_takes_a_story_off_in_two_clicks_and_tells_its_writer(client):
    writer, managing = make_user("writer"), make_user("managing editor")
    client.force_login(managing)
    edition = publish_story(by=writer)
    form = client.get(reverse("admin:articles_article_change", args=[edition.article_id])).content.decode()
    assert url(edition.article, "withdraw") in form
    assert client.get(url(edition.article, "withdraw")).status_code == 200
    client.post(url(edition.article, "withdraw"), {"line": "We got it wrong."})
    gone = client.get(edition.get_absolute_url())
    assert (gone.status_code, "We got it wrong." in gone.content.decode()) == (410, True)
    assert "stopped" in writer.notices.get().text


def test_a_takedown_leaves_no_line_even_after_a_withdrawal(client):
    client.force_login(make_user("managing editor"))
    edition = publish_story()
    client.post(url(edition.article, "withdraw"), {"line": "Because of the singer."})
    client.post(url(edition.article, "take_down"), {"reason": "Court order 7."})
    gone = client.get(edition.get_absolute_url())
    assert gone.status_code == 410
    assert "singer" not in gone.content.decode()
    assert Move.objects.get(verb="take_down").note == "Court order 7."


def test_a_withdrawal_is_listed_with_the_corrections_and_a_takedown_is_not(client):
    withdrawn, back, taken = (publish_story(name) for name in ("Gone story", "Back story", "Taken story"))
    for edition in (withdrawn, back, taken):
        publishing.withdraw(edition.article, by=None, note=f"Line of {edition.headline}.")
    publishing.publish(back.article, by=None)
    publishing.take_down(taken.article, by=None, reason="A court.")
    page = client.get("/corrections/").content.decode()
    assert "Line of Gone story." in page
    assert "Back story" not in page
    assert "Taken story" not in page


def test_a_correction_is_on_the_story_and_on_the_list(editor):
    edition = publish_story()
    words = {"kind": "correction", "wrong": "It said May.", "right": "It was June.", "is_material": "on"}
    assert editor.post(url(edition.article, "correct"), words).status_code == 302
    for address in (edition.get_absolute_url(), "/corrections/"):
        assert "It said May. It was June." in editor.get(address).content.decode()
    assert Move.objects.get(verb="correct").note == "It said May. It was June."


def test_a_correction_says_what_was_wrong(editor):
    edition = publish_story()
    response = editor.post(url(edition.article, "correct"), {"kind": "correction", "right": "It was June."})
    assert (response.status_code, Edition.objects.count()) == (409, 1)


def test_undoing_an_update_brings_back_what_was_there_with_its_tags_and_quotes(editor):
    first = publish_story("First", tags=("Jazz",))
    publishing.publish(update(first.article, headline="Second"), by=None)
    editor.post(url(first.article, "undo"))
    live = Edition.objects.live().get()
    assert (live.number, live.headline) == (3, "First")
    assert [tag.name for tag in live.tags.all()] == ["Jazz"]


def test_undoing_comes_too_late_after_ten_minutes():
    article = make_article()
    publishing.publish_as_of(article, by=None, published_at=timezone.now() - 24 * HOUR)
    second = publishing.publish(update(article, headline="Second"), by=None)
    assert how(article, second.live_from + timedelta(minutes=9, seconds=59)).editions.undoable is not None
    assert how(article, second.live_from + timedelta(minutes=10)).editions.undoable is None


def test_an_end_that_is_set_takes_it_off_at_that_second_and_can_be_lifted(editor):
    edition = publish_story()
    end = timezone.now() + HOUR
    publishing.expire(edition.article, by=None, at=end)
    assert Edition.objects.live(end - timedelta(seconds=1)).exists()
    assert not Edition.objects.live(end).exists()
    editor.post(url(edition.article, "expire"), {"at_0": "", "at_1": ""})
    assert Edition.objects.live(end).exists()


def test_an_end_before_a_scheduled_update_cancels_it():
    edition = publish_story()
    now = timezone.now()
    publishing.publish(update(edition.article, headline="Later"), by=None, at=now + 4 * HOUR)
    publishing.expire(edition.article, by=None, at=now + 2 * HOUR)
    assert not Edition.objects.live(now + 5 * HOUR).exists()


def test_a_killed_story_stays_on_the_desk_with_its_reason(editor):
    article = make_article()
    editor.post(url(article, "kill"), {"reason": "Somebody else has it."})
    article.refresh_from_db()
    assert article.status == "killed"
    with pytest.raises(publishing.NotNow, match="killed"):
        publishing.publish(article, by=None)
    editor.post(url(article, "revive"), {"reason": "They had it wrong."})
    article.refresh_from_db()
    assert article.status == "draft"


def test_a_pitch_becomes_a_draft_by_commission(client):
    client.force_login(make_user("writer"))
    facts = {"headline": "A thing", "brief": "Why now.", "wanted_words": 600, "priority": 2}
    client.post(reverse("admin:desk_pitch"), facts | {"assignee": 1})
    article = Article.objects.get()
    assert (article.status, article.plan.brief, article.plan.assignee) == ("pitch", "Why now.", None)
    with pytest.raises(publishing.NotNow, match="pitch"):
        publishing.publish(article, by=None)
    client.force_login(make_user("editor"))
    client.post(url(article, "commission"), {"brief": "Why now.", "priority": 4})
    article.refresh_from_db()
    assert (article.status, article.plan.priority) == ("draft", 4)


def test_a_move_that_is_none_is_not_found(editor):
    assert editor.post(url(make_article(), "explode")).status_code == 404
    assert editor.get(reverse("admin:desk_move", args=[999, "publish"])).status_code == 404


@pytest.mark.parametrize(
    ("role", "verbs"), [("writer", ["submit"]), ("editor", ["submit", "publish", "schedule"])], ids=["writer", "editor"]
)
def test_a_new_story_is_saved_and_moved_by_one_button(client, role, verbs):
    client.force_login(make_user(role))
    add = reverse("admin:articles_article_add")
    page = client.get(add).content.decode()
    assert [verb for verb in RULES if f'name="_move" value="{verb}"' in page] == verbs
    form = {"headline": "New", "body": "<p>Words.</p>", "bylines-TOTAL_FORMS": "0", "bylines-INITIAL_FORMS": "0"}
    answer = client.post(add, form | {"_move": verbs[-1]})
    assert answer.headers["Location"] == url(Article.objects.get(), verbs[-1])
