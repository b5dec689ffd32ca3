"""The outlet's own redirects, one by one and from a list; and where readers find nothing."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import OperationalError
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from articles import missing
from articles.desk.redirecting import BadList, BadRedirect, keep, keep_list
from articles.models import MissingPage, Redirect
from tests.factories import publish_story

pytestmark = pytest.mark.django_db

ADD, IMPORT = reverse("admin:articles_redirect_add"), reverse("admin:articles_redirect_import")


def kept():
    return dict(Redirect.objects.values_list("old_path", "new_path"))


def test_a_redirect_made_on_the_desk_leads_readers_on(desk, client, settings):
    publish_story(tags=["New tag"])
    desk("managing editor").post(
        ADD, {"old_path": f"{settings.SITE_URL}/blog/new%20tag.html", "new_path": "/tags/new-tag/"}
    )
    assert kept() == {"/blog/new tag.html": "/tags/new-tag/"}
    answer = client.get("/blog/new%20tag.html")
    assert (answer.status_code, answer["Location"]) == (301, "/tags/new-tag/")


def test_what_leads_on_is_led_to_its_end():
    keep("/b/", "/c/")
    keep("/a/", "/b/")
    keep("/c/", "/d/")
    assert kept() == {"/a/": "/d/", "/b/": "/d/", "/c/": "/d/"}


def test_a_circle_is_refused():
    keep("/a/", "/b/")
    for old, new in [("/b/", "/a/"), ("/a/", "/a/")]:
        with pytest.raises(BadRedirect, match="in a circle"):
            keep(old, new)
    assert kept() == {"/a/": "/b/"}


@pytest.mark.parametrize(
    "wrong",
    [
        *(
            "tags/x/",
            "//evil.example/",
            "https://evil.example/tags/",
            "\\\\evil.example\\",
            "/a\\b/",
            "javascript:alert(1)",
        ),
        *("/a?b=1", "/a#b", "/a%00b/", "/a\nb/", "/" + "x" * 301, "/%2F%2Fevil.example\\", ""),
    ],
)
def test_what_is_no_path_on_this_site_is_refused_with_what_to_write(desk, wrong):
    response = desk("managing editor").post(ADD, {"old_path": wrong, "new_path": "/tags/new-tag/"})
    assert response.status_code == 200
    assert "errorlist" in response.content.decode()
    with pytest.raises(BadRedirect):
        keep("/old/", wrong)
    assert kept() == {}


def test_the_form_says_so_too(desk):
    keep("/a/", "/b/")
    page = desk("managing editor").post(ADD, {"old_path": "/b/", "new_path": "/a/"}).content.decode()
    assert "readers would go in a circle" in page
    assert kept() == {"/a/": "/b/"}


class NoList(TestCase):
    @given(st.lists(st.tuples(st.sampled_from("abcdef"), st.sampled_from("abcdef")), max_size=12))
    def test_no_order_of_redirects_makes_a_chain_or_a_circle(self, pairs):
        for old, new in pairs:
            try:
                keep(f"/{old}/", f"/{new}/")
            except BadRedirect:
                continue
        assert not set(kept()) & set(kept().values())


@pytest.mark.parametrize("between", [",", ";", "\t"])
def test_a_list_is_kept_whole(desk, between):
    rows = [("old", "new"), ("/a/", "/b/"), ('"/with, comma/"', "/b/"), ("", ""), ("/b/", "/c/")]
    text = "\ufeff" + "\r\n".join(between.join(row) for row in rows)
    upload = SimpleUploadedFile("list.csv", text.encode(), content_type="text/csv")
    response = desk("managing editor").post(IMPORT, {"file": upload}, follow=True)
    assert "3 redirects made, 0 changed." in response.content.decode()
    assert kept() == {"/a/": "/c/", "/with, comma/": "/c/", "/b/": "/c/"}


def test_a_list_with_a_wrong_row_is_not_kept_at_all_and_each_wrong_row_is_named(desk):
    rows = "/a/,/b/\n/c/,https://evil.example/\n/d/\n/b/,/a/\n"
    response = desk("managing editor").post(IMPORT, {"rows": rows})
    page = response.content.decode()
    assert response.status_code == 409
    for line in ("Line 2: ", "Line 3: 1 columns", "Line 4: "):
        assert line in page
    assert kept() == {}


@pytest.mark.parametrize("text", ["", "old,new", '/a/,"/b/', "/a/,/b/\n" * 20_001])
def test_an_odd_list_is_refused(text):
    with pytest.raises(BadList):
        keep_list(text)


def test_a_file_that_is_not_text_is_refused(desk):
    upload = SimpleUploadedFile("list.csv", b"\xff\xfe/\x00a")
    response = desk("managing editor").post(IMPORT, {"file": upload})
    assert "is not UTF-8" in response.content.decode()


@pytest.mark.parametrize("role", ["writer", "editor"])
def test_only_managing_editors_lead_readers_elsewhere(desk, role):
    client = desk(role)
    for url in (ADD, IMPORT, reverse("admin:articles_missingpage_changelist")):
        assert client.get(url).status_code == 403
    assert client.post(IMPORT, {"rows": "/a/,/b/"}).status_code == 403
    assert kept() == {}


def test_where_readers_find_nothing_is_listed_until_it_leads_on(desk, client, settings):
    missing._hits.clear()
    client.get("/lost/")
    settings.MISSING_PAGES_EVERY_SECONDS = 0
    client.get("/lost/")
    client.get("/a\x00b/")
    assert dict(MissingPage.objects.values_list("path", "hits")) == {"/lost/": 2}
    page = desk("managing editor").get(reverse("admin:articles_missingpage_changelist")).content.decode()
    assert f'href="{ADD}?old_path=%2Flost%2F"' in page
    keep("/lost/", "/tags/")
    page = client.get(reverse("admin:articles_missingpage_changelist")).content.decode()
    assert "/lost/" not in page


def test_thousands_of_addresses_push_out_none_that_readers_ask_for(settings, monkeypatch):
    settings.MISSING_PAGES_EVERY_SECONDS = 0
    monkeypatch.setattr(missing, "_MOST_KEPT", 5)
    missing._hits.clear()
    for _ in range(3):
        missing.note("/wanted/")
    for number in range(20):
        missing.note(f"/scan/{number}/")
    assert MissingPage.objects.count() == 5
    assert MissingPage.objects.get(path="/wanted/").hits == 3


def test_a_tally_that_can_not_be_written_breaks_no_page(client, settings, monkeypatch, caplog):
    settings.MISSING_PAGES_EVERY_SECONDS = 0

    def locked(counted):
        raise OperationalError("database is locked")

    monkeypatch.setattr(missing, "_write", locked)
    assert client.get("/lost/").status_code == 404
    assert "were not written down" in caplog.text
