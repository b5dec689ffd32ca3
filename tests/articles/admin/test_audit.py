import csv
import io

import pytest
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import Group
from django.urls import reverse

from articles.desk import publishing
from articles.desk.audit import inert
from articles.desk.curating import pin
from articles.models import Move, RecordIsFixed
from tests.factories import make_article, make_user, publish_story

pytestmark = pytest.mark.django_db
URL = "admin:desk_audit"


@pytest.fixture
def managing(client):
    client.user = make_user("managing editor")
    client.force_login(client.user)
    return client


def test_moves_pins_and_changes_in_the_admin_stand_on_one_list(managing):
    edition = publish_story("A story", by=managing.user)
    pin(edition.article, by=managing.user, band="lead")
    LogEntry.objects.log_actions(
        managing.user.pk, [Group.objects.first()], 2, change_message="Rights", single_object=True
    )
    page = managing.get(reverse(URL)).content.decode()
    for words in ("Published", "Pinned: Lead 1", "Changed group"):
        assert words in page
    only = managing.get(reverse(URL), {"kind": "front"}).content.decode()
    assert "Pinned: Lead 1" in only
    assert "Published" not in only


def test_the_list_is_narrowed_by_who(managing):
    other = make_user("editor", username="other.editor")
    publishing.publish(make_article("Theirs"), by=other)
    publishing.publish(make_article("Mine"), by=managing.user)
    page = managing.get(reverse(URL), {"who": other.pk}).content.decode()
    assert "Theirs" in page
    assert "Mine" not in page


@pytest.mark.parametrize("query", [{"kind": "x"}, {"who": "x"}, {"since": "x"}, {"before": "x"}, {"before": "2026"}])
def test_a_list_that_is_none_is_not_found(managing, query):
    assert managing.get(reverse(URL), query).status_code == 404


@pytest.mark.parametrize("role", [None, "writer", "editor"])
def test_only_managing_editors_read_it(client, role):
    client.force_login(make_user(role))
    assert client.get(reverse(URL)).status_code == 403
    assert client.get(reverse(URL), {"format": "csv"}).status_code == 403


CELLS = [
    "=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", " =1", "\u00a0=1", "＝1+1", "＋1", "－1", "＠x", "|calc", "%x",
    "\ufeff=1", "\n=1", '=HYPERLINK("x")', "=cmd|' /C calc'!A0",
]  # fmt: skip


@pytest.mark.parametrize("cell", CELLS)
def test_no_cell_begins_a_formula(cell):
    assert inert(cell) == f"'{cell}"


def test_ordinary_cells_stay_as_they_are():
    for cell in ("A story", "“Quoted”", "1 = 1", "", "a\nb"):
        assert inert(cell) == cell


def test_the_file_is_read_back_whole(managing):
    publish_story('=HYPERLINK("http://x","y")', by=managing.user)
    response = managing.get(reverse(URL), {"format": "csv", "kind": "move"})
    rows = list(csv.DictReader(io.StringIO(response.getvalue().decode())))
    assert {row["about"] for row in rows} == {'\'=HYPERLINK("http://x","y")'}
    assert "no-store" in response["Cache-Control"]


def test_a_line_of_history_is_never_changed_or_deleted():
    move = publish_story().article.moves.first()
    for change in (move.save, move.delete):
        with pytest.raises(RecordIsFixed):
            change()
    assert Move.objects.filter(pk=move.pk).exists()


def test_the_audit_costs_the_same_queries_however_long_it_is(managing, django_assert_max_num_queries):
    for _ in range(10):
        pin(publish_story(by=managing.user).article, by=managing.user, band="top")
    managing.get(reverse(URL))
    with django_assert_max_num_queries(15):
        managing.get(reverse(URL))
