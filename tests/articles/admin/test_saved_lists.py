"""Lists of stories that somebody comes back to."""

import pytest
from django.urls import reverse

from articles.models import SavedList
from tests.factories import make_article, make_user

pytestmark = pytest.mark.django_db
LIST, KEEP = reverse("admin:articles_article_changelist"), reverse("admin:desk_list_keep")


def test_a_list_is_kept_as_it_was_searched_filtered_and_sorted(desk):
    make_article("A headline"), make_article("Something else")
    client = desk("writer")
    answer = client.post(KEEP, {"name": "Headlines", "query": "q=headline&status__exact=draft&o=-1&p=3&_facets=True"})
    assert answer["Location"] == f"{LIST}?q=headline&status__exact=draft&o=-1"
    page = client.get(answer["Location"])
    assert [story.headline for story in page.context["cl"].result_list] == ["A headline"]
    assert 'aria-current="page">Headlines</a>' in page.content.decode()
    assert "Drop “Headlines”" in page.content.decode()


def test_a_name_that_one_has_is_written_over(desk):
    client = desk("writer")
    for query in ("q=one", "q=two"):
        client.post(KEEP, {"name": "Mine", "query": query})
    assert [row.query for row in SavedList.objects.all()] == ["q=two"]


def test_only_who_may_publish_keeps_one_for_everybody(desk, client):
    desk("writer").post(KEEP, {"name": "Mine", "query": "q=a", "shared": "on"})
    desk("editor").post(KEEP, {"name": "Everybody’s", "query": "q=b", "shared": "on"})
    page = desk("writer").get(LIST).content.decode()
    assert ">Everybody’s " in page
    assert ">Mine<" not in page


def test_nobody_drops_anothers(desk):
    kept = SavedList.objects.create(owner=make_user("editor"), name="Theirs", query="q=a", is_shared=True)
    url = reverse("admin:desk_list_drop", args=[kept.pk])
    assert desk("managing editor").post(url).status_code == 404
    client = desk("writer")
    own = SavedList.objects.create(owner=client.user, name="Mine", query="q=a")
    client.post(reverse("admin:desk_list_drop", args=[own.pk]))
    assert [row.name for row in SavedList.objects.all()] == ["Theirs"]


@pytest.mark.parametrize(
    ("name", "query"),
    [("", "q=a"), ("x", ""), ("x", "p=2"), ("x" * 61, "q=a"), ("x", "q=" + "a" * 600), ("\x00", "q=a")],
)
def test_what_is_no_list_is_refused_with_a_reason(desk, name, query):
    client = desk("writer")
    page = client.post(KEEP, {"name": name, "query": query}, follow=True).content.decode()
    assert 'class="error"' in page
    assert not SavedList.objects.exists()


def test_nobody_without_rights_keeps_any(client):
    client.force_login(make_user(None))
    assert client.post(KEEP, {"name": "x", "query": "q=a"}).status_code == 403
