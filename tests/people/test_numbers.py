"""Numbers of rows as they are typed or sent, and what the desk does with those that are none."""

import pytest
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from people.numbers import row_id
from tests.factories import make_article, make_user

ODD = ["²", "٣", "9" * 40, "-1", "1.5", "x", ""]

FORM = {
    "headline": "A",
    "body": "<p>a</p>",
    "bylines-TOTAL_FORMS": "1",
    "bylines-INITIAL_FORMS": "0",
    "bylines-0-part": "by",
}
FIELDS = ("section", "source", "lead_photo", "lead_visual", "tags", "bylines-0-person", "bylines-TOTAL_FORMS")


@pytest.mark.parametrize(("text", "number"), [("7", 7), (" 12 ", 12), (7, 7), (None, 0), *((odd, 0) for odd in ODD)])
def test_only_what_names_a_row_is_a_number(text, number):
    assert row_id(text) == number


@given(st.text())
def test_no_text_breaks_it(text):
    assert row_id(text) >= 0


@pytest.mark.django_db
def test_more_bylines_than_a_story_has_are_refused_by_name(client):
    client.force_login(make_user("managing editor"))
    story = make_article()
    page = client.post(reverse("admin:articles_article_change", args=[story.pk]), FORM | {"bylines-TOTAL_FORMS": "51"})
    assert "Please submit at most 50 forms." in page.content.decode()


@pytest.mark.django_db
@pytest.mark.parametrize("odd", ODD)
def test_the_desk_takes_no_odd_number_for_a_row(client, odd):
    client.force_login(make_user("managing editor"))
    story = make_article()
    change = reverse("admin:articles_article_change", args=[story.pk])
    asked = [
        (reverse("desk_front"), {"take": odd}),
        (reverse("desk_front"), {"story": odd, "place": "lead", "position": "1"}),
        (reverse("admin:desk_board"), {"article": odd, "verb": "approve"}),
        (reverse("admin:desk_inbox"), {"notice": odd}),
        (reverse("admin:desk_bulk", args=["approve"]), {"id": odd}),
        (reverse("admin:desk_related", args=[story.pk]), {"take": odd}),
        (reverse("admin:desk_move", args=[story.pk, "restore"]), {"revision": odd}),
        (reverse("admin:people_person_add_alias"), {"name": "A", "person": odd}),
        *((change, FORM | {field: odd}) for field in FIELDS),
        (reverse("admin:articles_tag_add"), {"parent": odd}),
        (reverse("admin:people_person_add"), {"members": odd}),
    ]
    for url, data in asked:
        assert client.post(url, data).status_code < 500, (url, data)
    for url, data in (
        ("desk_merges", {"kind": "tag", "gone": odd, "kept": odd}),
        ("articles_article_changelist", {"assignee": odd}),
    ):
        assert client.get(reverse(f"admin:{url}"), data).status_code < 500, url
