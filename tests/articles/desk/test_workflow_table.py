"""The table of moves, read on its own: who may what, and what a refusal says."""

import pytest

from articles.desk import moving, roles
from articles.desk.workflow import RULES, TABLE, Stand
from articles.models import Article, Move, Standing, Status

WRITER, EDITOR, MANAGING = (roles.PERMISSIONS[role] for role in (roles.WRITER, roles.EDITOR, roles.MANAGING_EDITOR))
OWN = {"submit", "kill", "restore"}
EDITORS = {
    "commission", "assign", "submit", "return", "approve", "publish", "schedule", "correct", "undo", "cancel",
    "expire", "hold", "kill", "revive", "restore",
}  # fmt: skip
MANAGING_EDITORS = EDITORS | {"withdraw", "bring_back", "take_down", "lift"}


@pytest.mark.parametrize(
    ("permissions", "is_own", "may"),
    [
        (WRITER, False, set()),
        (WRITER, True, OWN),
        (EDITOR, False, EDITORS),
        (MANAGING, False, MANAGING_EDITORS),
        (set(), True, set()),
    ],
)
def test_each_role_may_make_these_moves_and_no_others(permissions, is_own, may):
    stand = Stand(Status.DRAFT, Standing.OFF, frozenset(permissions), is_own=is_own)
    assert {rule.verb for rule in TABLE if rule.is_permitted(stand)} == may


def test_every_move_has_something_that_makes_it_a_form_and_a_line_of_history():
    from articles.admin.move_forms import FORMS

    assert set(RULES) == set(moving._DO) == set(FORMS)
    assert set(RULES) - set(Move.Verb.values) == {"bring_back"}  # written down as an undo


def test_every_permission_of_the_table_is_one_that_the_story_declares():
    declared = {name for name, _ in Article._meta.permissions}
    assert {rule.permission for rule in TABLE} <= declared


@pytest.mark.parametrize(
    ("verb", "stand", "says"),
    [
        ("return", Stand(Status.DRAFT, Standing.OFF), "in review or approved; this one is a draft"),
        ("publish", Stand(Status.PITCH, Standing.OFF), "this one is a pitch"),
        ("publish", Stand(Status.DRAFT, Standing.OFF, hold="Embargo until noon: A deal."), "Embargo until noon"),
        ("correct", Stand(Status.DRAFT, Standing.OFF), "live or live, with newer changes; this one is not on the site"),
        ("cancel", Stand(Status.DRAFT, Standing.OFF), "Nothing of this story is scheduled"),
        ("approve", Stand(Status.APPROVED, Standing.OFF, is_approved_as_it_is=True), "approved already"),
        ("undo", Stand(Status.DRAFT, Standing.LIVE), "only the last ten minutes"),
        ("publish", Stand(Status.DRAFT, Standing.TAKEN_DOWN), "this one is taken down"),
        ("kill", Stand(Status.DRAFT, Standing.LIVE), "this one is live"),
    ],
)
def test_a_refusal_says_what_is_missing(verb, stand, says):
    assert says in RULES[verb].refusal(stand)


def test_a_schedule_may_wait_for_the_end_of_an_embargo_but_not_for_a_hold_without_end():
    stand = Stand(Status.APPROVED, Standing.OFF, hold="Embargo until noon.")
    assert RULES["schedule"].refusal(stand) == ""
    assert RULES["schedule"].refusal(Stand(Status.APPROVED, Standing.OFF, endless_hold="Legal hold.")) != ""


def test_the_table_in_the_documents_is_the_one_in_the_code():
    from articles.management.commands.moves_table import DOCUMENT, drawn

    document = DOCUMENT.read_text()
    assert document == drawn(document), "run manage.py moves_table"
