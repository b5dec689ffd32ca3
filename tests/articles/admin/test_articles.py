import re

import pytest
from django.urls import reverse
from django.utils import timezone

from articles.models import Article, Edition, Revision, Tag
from tests.factories import (
    HOUR,
    image_bytes,
    make_article,
    make_person,
    make_section,
    make_user,
    make_visual,
    publish_story,
    quote,
)

pytestmark = pytest.mark.django_db
ADD = "admin:articles_article_add"
CHANGE = "admin:articles_article_change"


def fields(article=None, **facts):
    """A form as the browser would send it."""
    posted = {
        "headline": "A headline", "dek": "", "kicker": "", "slug": "", "story_date": "", "lead_photo": "", "source": "",
        "lead_visual": "", "body": "<p>Words.</p>", "section": "", "tags": [],
        "base_version": article.version if article else 0,
        "bylines-TOTAL_FORMS": 0, "bylines-INITIAL_FORMS": 0, "bylines-MIN_NUM_FORMS": 0, "bylines-MAX_NUM_FORMS": 1000,
    }  # fmt: skip
    if article:
        posted |= {
            "headline": article.headline,
            "slug": article.slug,
            "section": article.section_id,
            "body": article.body,
        }
    return posted | facts


def test_a_writer_writes_a_story_with_tags_and_a_byline(desk):
    client, section, tag, author = (
        desk("writer"),
        make_section(),
        Tag.objects.called("Tyler, The Creator"),
        make_person(),
    )
    byline = {
        "bylines-TOTAL_FORMS": 1, "bylines-0-part": "by", "bylines-0-person": author.pk, "bylines-0-name": "",
        "bylines-0-position": 0, "bylines-0-id": "", "bylines-0-article": "",
    }  # fmt: skip
    response = client.post(reverse(ADD), fields(section=section.pk, tags=[tag.pk], **byline))
    article = Article.objects.get()
    assert response.status_code == 302
    assert (article.created_by, article.status, article.version) == (client.user, "draft", 1)
    assert list(article.tags.all()) == [tag]
    assert [line.person for line in article.bylines.all()] == [author]
    assert Revision.objects.get().snapshot["bylines"] == [{"part": "by", "person": author.pk, "name": author.name}]


def test_saving_an_unchanged_form_keeps_tags_and_bylines(desk):
    from articles.desk.saving import BylineLine

    client = desk()
    article = make_article(tags=("Jazz",), bylines=[BylineLine("by", None, "Staff")])
    line = article.bylines.get()
    posted = fields(article, tags=[article.tags.get().pk]) | {
        "bylines-TOTAL_FORMS": 1, "bylines-INITIAL_FORMS": 1, "bylines-0-id": line.pk, "bylines-0-article": article.pk,
        "bylines-0-part": "by", "bylines-0-person": "", "bylines-0-name": "Staff", "bylines-0-position": 0,
    }  # fmt: skip
    client.post(reverse(CHANGE, args=[article.pk]), posted)
    assert [line.name for line in article.bylines.all()] == ["Staff"]
    assert [tag.name for tag in article.tags.all()] == ["Jazz"]


def test_a_button_of_a_move_saves_first_and_leads_to_its_page(desk):
    client, article = desk("editor"), make_article()
    assert b'name="_move" value="publish"' in client.get(reverse(CHANGE, args=[article.pk])).content
    response = client.post(reverse(CHANGE, args=[article.pk]), fields(article, headline="Out", _move="publish"))
    assert response.headers["Location"] == reverse("admin:desk_move", args=[article.pk, "publish"])
    article.refresh_from_db()
    assert (article.headline, Edition.objects.exists()) == ("Out", False)


def test_a_button_that_is_no_move_only_saves(desk):
    client, article = desk("editor"), make_article()
    response = client.post(reverse(CHANGE, args=[article.pk]), fields(article, headline="Out", _move="../../x"))
    assert response.headers["Location"] == reverse("admin:articles_article_changelist")


def test_a_writer_sees_another_writers_story_but_cannot_change_it(desk):
    client, article = desk("writer"), make_article("Theirs", by=make_user("writer"))
    page = client.get(reverse(CHANGE, args=[article.pk])).content.decode()
    assert "Theirs" in page
    assert 'name="headline"' not in page
    assert client.post(reverse(CHANGE, args=[article.pk]), fields(article, headline="Mine")).status_code == 403
    article.refresh_from_db()
    assert article.headline == "Theirs"


def test_who_may_only_look_reads_the_text_and_not_its_html(desk):
    client = desk("writer")
    article = make_article(body=f"<p>{quote('Yes.', make_person('Ana Sample'))} she said.</p>", by=make_user("writer"))
    page = client.get(reverse(CHANGE, args=[article.pk])).content.decode()
    assert '<div class="as-read"><div class="say"' in page
    assert "&lt;q" not in page


def test_a_stale_form_is_refused_with_the_text_still_in_it(desk):
    client, article = desk(), make_article("First")
    stale = fields(article, headline="Mine", body="<p>My words.</p>")
    client.post(reverse(CHANGE, args=[article.pk]), fields(article, headline="Theirs"))
    page = client.post(reverse(CHANGE, args=[article.pk]), stale).content.decode()
    assert "Somebody else saved this story" in page
    assert "My words." in page
    article.refresh_from_db()
    assert article.headline == "Theirs"


def test_a_form_without_a_version_overwrites_nothing(desk):
    client, article = desk(), make_article("First")
    posted = fields(article, headline="By hand")
    del posted["base_version"]
    client.post(reverse(CHANGE, args=[article.pk]), posted)
    article.refresh_from_db()
    assert article.headline == "First"


@pytest.mark.parametrize(
    ("body", "says"),
    [
        ('<figure data-embed="poll"></figure>', "no kind of embed"),
        ('<figure data-embed="photo" data-props="{"></figure>', "not JSON"),
        ('<figure data-embed="photo" data-props=\'{"photo":99}\'></figure>', "no such photo"),
        ('<p><q data-speaker="99">“x”</q></p>', "there is no person 99"),
        ("<p>" + "x" * 400_100 + "</p>", "kB long"),
        ("<blockquote>" * 101 + "x", "deep"),
    ],
)
def test_a_hand_made_body_is_a_field_error_that_names_the_place(desk, body, says):
    client, article = desk(), make_article()
    response = client.post(reverse(CHANGE, args=[article.pk]), fields(article, body=body))
    assert response.status_code == 200
    assert says in " ".join(response.context["adminform"].form.errors["body"])
    assert article.revisions.count() == 1


def test_a_script_never_reaches_the_database(desk):
    client, article = desk(), make_article()
    client.post(reverse(CHANGE, args=[article.pk]), fields(article, body="<p>a<script>alert(1)</script></p>"))
    article.refresh_from_db()
    assert article.body == "<p>a</p>"


def test_another_articles_byline_cannot_be_taken(desk):
    from articles.desk.saving import BylineLine

    client, article = desk(), make_article()
    other = make_article(bylines=[BylineLine("by", None, "Staff")]).bylines.get()
    posted = fields(article) | {
        "bylines-TOTAL_FORMS": 1, "bylines-INITIAL_FORMS": 1, "bylines-0-id": other.pk, "bylines-0-article": article.pk,
        "bylines-0-part": "by", "bylines-0-name": "Stolen", "bylines-0-person": "", "bylines-0-position": 0,
    }  # fmt: skip
    client.post(reverse(CHANGE, args=[article.pk]), posted)
    other.refresh_from_db()
    assert (other.name, other.article_id != article.pk) == ("Staff", True)


def test_status_and_owner_cannot_be_posted(desk):
    client = desk("writer")
    article = make_article(by=client.user)
    client.post(reverse(CHANGE, args=[article.pk]), fields(article, status="approved", created_by="1", version="99"))
    article.refresh_from_db()
    assert (article.status, article.created_by, article.version) == ("draft", client.user, 2)


def test_nothing_can_be_deleted(desk):
    client, article = desk("managing editor"), make_article()
    assert client.post(reverse("admin:articles_article_delete", args=[article.pk]), {"post": "yes"}).status_code == 403
    assert Article.objects.filter(pk=article.pk).exists()


@pytest.mark.parametrize("standing", ["off", "scheduled", "live", "changed", "withdrawn", "taken_down"])
def test_the_list_filters_by_what_stands_on_the_site(desk, standing):
    from articles.desk.publishing import publish, withdraw
    from tests.factories import update

    make_article("off story")
    publish(make_article("scheduled story"), by=None, at=timezone.now() + HOUR)
    publish_story("live story")
    update(publish_story("changed story").article, dek="New.")
    withdraw(publish_story("withdrawn story").article, by=None)
    gone = withdraw(publish_story("taken_down story").article, by=None)
    Edition.objects.filter(pk=gone.pk).update(ending="taken_down")
    page = desk().get(reverse("admin:articles_article_changelist"), {"standing": standing}).content.decode()
    assert re.findall(r">(\w+) story</a>", page) == [standing]


LISTS = ["article", "edition", "quote", "move", "revision", "section", "tag", "source", "photo", "visual", "redirect"]


@pytest.mark.parametrize("noun", [*LISTS, "person"])
def test_lists_cost_the_same_queries_with_3_rows_and_with_30(desk, noun, django_assert_num_queries):
    client = desk("managing editor")
    url = reverse(f"admin:{'people' if noun == 'person' else 'articles'}_{noun}_changelist")

    def stories(count):
        for _ in range(count):
            body = f"<p>{quote('Yes.', make_person())}</p>"
            publish_story(body=body, by=client.user, tags=(f"tag {Tag.objects.count()}",), lead_visual=make_visual())

    def cost():
        from django.db import connection
        from django.test.utils import CaptureQueriesContext

        with CaptureQueriesContext(
            connection,
        ) as captured:
            assert client.get(url).status_code == 200
        return len(captured)

    stories(3)
    client.get(url)
    few = cost()
    stories(27)
    assert cost() == few


@pytest.mark.parametrize("role", ["writer", "editor", "managing editor"])
@pytest.mark.parametrize("noun", ["article", "tag", "source", "photo", "visual", "person"])
def test_every_role_can_make_the_nouns_of_a_story(desk, role, noun):
    url = reverse(f"admin:{'people' if noun == 'person' else 'articles'}_{noun}_add")
    assert desk(role).get(url).status_code == 200


@pytest.mark.parametrize("noun", ["edition", "quote", "move", "revision"])
def test_the_record_is_looked_at_and_never_changed(desk, noun):
    client = desk("managing editor")
    publish_story(body=f"<p>{quote('Yes.', make_person())}</p>", by=client.user)
    assert client.get(reverse(f"admin:articles_{noun}_add")).status_code == 403
    listed = client.get(reverse(f"admin:articles_{noun}_changelist"))
    assert listed.status_code == 200
    pk = listed.context["cl"].result_list[0].pk
    assert client.get(reverse(f"admin:articles_{noun}_change", args=[pk])).status_code == 200
    assert client.post(reverse(f"admin:articles_{noun}_change", args=[pk]), {}).status_code == 403


@pytest.mark.parametrize("typed", ["K. Dot", "k dot", "K.Dot", "kendrick", "LAMAR", "Kéndrick"])
def test_people_are_found_by_any_name(desk, typed):
    make_person("Kendrick Lamar", aliases=("K. Dot",))
    make_person("Somebody Else")
    found = desk("writer").get(reverse("admin:people_person_names"), {"q": typed}).json()["results"]
    assert [row["name"] for row in found] == ["Kendrick Lamar"]


def test_a_person_is_added_by_name_once(desk):
    client = desk("writer")
    url = reverse("admin:people_person_add_by_name")
    assert client.post(url, {"name": "  Orla   Quist "}).json()["name"] == "Orla Quist"
    assert client.post(url, {"name": "ORLA QUIST"}).status_code == 409
    assert client.post(url, {"name": " "}).status_code == 422


@pytest.mark.parametrize(
    "url",
    [
        "admin:people_person_names",
        "admin:people_person_add_by_name",
        "admin:people_person_add_alias",
        "admin:articles_embed",
    ],
)
def test_extra_views_ask_for_more_than_an_account(client, url):
    args = ["ad"] if url.endswith("embed") else []
    address = reverse(url, args=args)
    assert client.post(address).status_code == 302
    client.force_login(make_user(None))
    response = client.get(address, {"q": "x"}) if url.endswith("names") else client.post(address, {"name": "x"})
    assert response.status_code == 403


def test_the_embed_dialog_checks_before_it_answers(desk):
    client, visual = desk("writer"), make_visual()
    url = reverse("admin:articles_embed", args=["visual"])
    assert "<form" in client.post(url, {"open": "1", "props": "{broken"}).json()["html"]
    assert "There is no such film" in client.post(url, {"visual": "99"}).json()["html"]
    assert client.post(url, {"visual": visual.pk}).json() == {"props": {"visual": visual.pk}}
    assert client.post(reverse("admin:articles_embed", args=["ad"]), {"open": "1"}).json() == {"props": {}}
    assert client.post(reverse("admin:articles_embed", args=["poll"])).status_code == 404


def test_a_photo_is_uploaded_checked_and_cut(desk, django_capture_on_commit_callbacks):
    from django.core.files.uploadedfile import SimpleUploadedFile

    from articles.models import Photo

    client = desk("writer")
    url = reverse("admin:articles_photo_add")
    facts = {"alt": "Grey", "credit": "Photo: A", "focal_x": "0.5", "focal_y": "0.5"}
    bad = client.post(url, facts | {"upload": SimpleUploadedFile("x.jpg", b"<svg/>")})
    assert "SVG" in bad.content.decode()
    assert not Photo.objects.exists()
    with django_capture_on_commit_callbacks(execute=True):
        client.post(url, facts | {"upload": SimpleUploadedFile("../../x.svg", image_bytes())})
    photo = Photo.objects.get()
    assert photo.renditions["og"]["jpeg"][0][0] == 1200
    assert ".." not in photo.file.name
    assert photo.file.name.endswith(".jpg")


def test_a_changed_slug_of_a_tag_leaves_a_redirect_and_of_a_person_too(desk):
    client, person = desk("managing editor"), make_person("Ana Sample")
    edition = publish_story(tags=("Jazz",), body=f"<p>{quote('Yes.', person)}</p>")
    tag = edition.tags.get()
    formset = {f"synonyms-{key}_FORMS": 0 for key in ("TOTAL", "INITIAL", "MIN_NUM", "MAX_NUM")}
    client.post(reverse("admin:articles_tag_change", args=[tag.pk]), {"name": "Jazz", "slug": "all-jazz", **formset})
    response = client.get("/tags/jazz/")
    assert (response.status_code, response.headers["Location"]) == (301, "/tags/all-jazz/")
    formset = {f"{name}-{key}_FORMS": 0 for name in ("aliases", "links") for key in ("TOTAL", "INITIAL")}
    posted = {"name": "Ana Sample", "sort_name": "Sample, Ana", "slug": "ana", "kind": "person", **formset}
    client.post(reverse("admin:people_person_change", args=[person.pk]), posted)
    assert client.get("/people/ana-sample/").headers["Location"] == "/people/ana/"
