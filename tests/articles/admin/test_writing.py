"""What the form asks for while somebody writes."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from articles.desk.checks import checks_of, figures_of
from articles.desk.saving import BylineLine, save
from articles.models import Article, HouseRule, Presence, Revision, Tag
from tests.articles.admin.test_articles import fields
from tests.factories import (
    embed,
    make_article,
    make_person,
    make_photo,
    make_section,
    make_tag,
    make_user,
    make_visual,
    publish_story,
    quote,
)

pytestmark = pytest.mark.django_db


def url(name, article=None):
    return reverse(f"admin:articles_article_{name}", args=[article.pk] if article else [])


def test_a_new_story_is_saved_from_its_first_character(desk):
    client = desk("writer")
    answer = client.post(url("autosave_new"), fields(headline="", body="<p>A</p>")).json()
    article = Article.objects.get()
    assert answer["url"] == reverse("admin:articles_article_change", args=[article.pk])
    assert (article.headline, article.body, article.created_by) == ("Untitled", "<p>A</p>", client.user)
    page = client.get(answer["url"])
    assert page.context["adminform"].form["headline"].value() == ""


def test_an_autosave_keeps_all_that_the_form_owns(desk):
    client, author = desk("writer"), make_person()
    article = make_article(by=client.user)
    tags = [Tag.objects.called(name).pk for name in ("Jazz", "Tyler, The Creator")]
    posted = fields(article, headline="New", dek="Dek", kicker="Chip", body="<p>New words.</p>", tags=tags) | {
        "bylines-TOTAL_FORMS": 2, "bylines-0-part": "by", "bylines-0-person": author.pk, "bylines-0-name": "",
        "bylines-0-position": 1, "bylines-1-part": "photos by", "bylines-1-name": "Staff", "bylines-1-person": "",
        "bylines-1-position": 0,
    }  # fmt: skip
    answer = client.post(url("autosave", article), posted).json()
    article.refresh_from_db()
    assert (article.headline, article.dek, article.kicker, article.version) == ("New", "Dek", "Chip", answer["version"])
    assert {tag.name for tag in article.tags.all()} == {"Jazz", "Tyler, The Creator"}
    assert [(line.part, line.name, line.person) for line in article.bylines.all()] == [
        ("photos by", "Staff", None),
        ("by", "", author),
    ]
    assert article.revisions.first().why == "autosave"


def test_an_open_form_survives_bylines_that_came_and_went_meanwhile(desk):
    client = desk()
    article = make_article(bylines=[BylineLine("by", None, "Staff"), BylineLine("by", None, "Gone")])
    first, gone = article.bylines.all()
    line = {"bylines-TOTAL_FORMS": 1, "bylines-INITIAL_FORMS": 0, "bylines-0-part": "by", "bylines-0-name": "Staff"}
    client.post(url("autosave", article), fields(article) | line | {"bylines-0-position": 0})
    article.refresh_from_db()
    posted = fields(article) | {
        "bylines-TOTAL_FORMS": 2, "bylines-INITIAL_FORMS": 2, "bylines-0-id": first.pk, "bylines-0-part": "by",
        "bylines-0-name": "Staff", "bylines-0-person": "", "bylines-0-position": 0, "bylines-1-id": gone.pk,
        "bylines-1-part": "by", "bylines-1-name": "Gone", "bylines-1-person": "", "bylines-1-position": 1,
        "bylines-1-DELETE": "on",
    }  # fmt: skip
    assert client.post(reverse("admin:articles_article_change", args=[article.pk]), posted).status_code == 302
    assert [line.name for line in article.bylines.all()] == ["Staff"]


def test_a_stale_autosave_overwrites_nothing(desk):
    client, article = desk(), make_article("First")
    mine = fields(article, headline="Mine")
    client.post(url("autosave", article), fields(article, headline="Theirs"))
    assert client.post(url("autosave", article), mine).status_code == 409
    article.refresh_from_db()
    assert article.headline == "Theirs"


def test_what_cannot_be_stored_says_why_and_stores_nothing(desk):
    client, article = desk(), make_article()
    answer = client.post(url("autosave", article), fields(article, body='<figure data-embed="poll"></figure>'))
    assert answer.status_code == 422
    assert "no kind of embed" in " ".join(answer.json()["problems"])
    assert article.revisions.count() == 1


def test_another_storys_quotation_gets_a_new_id_and_the_browser_is_told(desk):
    client, speaker = desk(), make_person()
    words = f"<p>{quote('Yes.', speaker)}</p>"
    uuid = re.search(r'data-quote="([^"]+)"', words).group(1)
    make_article(body=words)
    article = make_article()
    ids = client.post(url("autosave", article), fields(article, body=words)).json()["ids"]
    article.refresh_from_db()
    assert list(ids) == [uuid]
    assert ids[uuid] in article.body


def test_an_autosave_costs_at_most_fourteen_queries_whatever_the_text_holds(desk):
    client, speaker = desk("writer"), make_person()
    photo, visual = make_photo(), make_visual()
    article = make_article(by=client.user, lead_photo=photo, lead_visual=visual, tags=("a", "b", "c"))
    block = f"{embed('photo', photo=photo.pk)}{embed('visual', visual=visual.pk)}"
    body = "".join(f"<p>{quote(f'Words {n}.', speaker)}</p>{block}" for n in range(36))
    facts = {
        "body": body,
        "lead_photo": photo.pk,
        "lead_visual": visual.pk,
        "tags": [tag.pk for tag in article.tags.all()],
    }
    client.post(url("autosave", article), fields(article, **facts))
    article.refresh_from_db()
    with CaptureQueriesContext(connection) as captured:
        client.post(url("autosave", article), fields(article, **facts) | {"body": article.body + "<p>x</p>"})
    asked = [row["sql"] for row in captured if not re.match(r"(SAVEPOINT|RELEASE|BEGIN|COMMIT)", row["sql"])]
    assert len(asked) <= 14, "\n".join(asked)


@pytest.mark.parametrize("name", ["autosave", "presence", "conflict", "checks", "preview"])
def test_another_writers_story_is_closed_to_all_of_them(desk, name):
    client, article = desk("writer"), make_article("Secret", by=make_user("writer"))
    method = client.get if name == "checks" else client.post
    response = method(url(name, article), fields(article))
    assert response.status_code == 403
    assert b"Secret" not in response.content
    article.refresh_from_db()
    assert article.version == 1


@pytest.mark.parametrize("name", ["autosave", "presence", "conflict", "preview"])
def test_no_get_changes_anything(desk, name):
    client, article = desk(), make_article()
    assert client.get(url(name, article)).status_code == 405


def test_two_people_see_each_other_and_one_takes_the_story_over(desk, client):
    one, article = desk("editor", username="ana"), make_article()
    one.post(url("presence", article), {"have": "1"})
    one.post(url("autosave", article), fields(article, headline="By Ana"))
    client.force_login(make_user("editor", username="ben"))
    (other,) = client.post(url("presence", article)).json()["others"]
    assert (other["name"], other["has_it"], bool(other["last_saved"])) == ("ana", True, True)
    answer = client.post(url("presence", article), {"have": "1"}).json()
    assert (answer["others"][0]["has_it"], answer["version"], answer["saved_by"]) == (False, 2, "ana")
    assert [row.user.username for row in Presence.objects.filter(has_it=True)] == ["ben"]
    client.post(url("presence", article), {"leave": "1"})
    assert not Presence.objects.filter(user__username="ben").exists()


def test_the_text_that_loses_is_a_revision_and_both_are_shown(desk):
    client, article = desk(), make_article("First", body="<p>The room felt thick.</p>")
    mine = fields(article, headline="Mine", body="<p>The room felt intense.</p>")
    client.post(url("autosave", article), fields(article, headline="Theirs", body="<p>The room felt warm.</p>"))
    answer = client.post(url("conflict", article), mine).json()
    assert "<del>warm</del>" in answer["html"]
    assert "<ins>intense</ins>" in answer["html"]
    assert answer["blocks"] == [{"theirs": "<p>The room felt warm.</p>", "mine": "<p>The room felt intense.</p>"}]
    article.refresh_from_db()
    assert (article.headline, answer["version"]) == ("Theirs", article.version)
    aside = Revision.objects.get(why="aside")
    assert (aside.snapshot["headline"], aside.snapshot["body"]) == ("Mine", "<p>The room felt intense.</p>")


def test_every_field_that_differs_can_be_chosen(desk):
    client, person, jazz, soul = desk(), make_person("Ana Sample"), make_tag("Jazz"), make_tag("Soul")
    article = make_article("First", tags=["Jazz"], bylines=[BylineLine("by", None, "Nobody")])
    reviews = make_section("Reviews")
    article.section, article.dek = reviews, "Theirs."
    save(article, by=client.user, tags=[jazz, soul], bylines=[BylineLine("by", person.pk)])
    lines = {"bylines-TOTAL_FORMS": 1, "bylines-0-part": "by", "bylines-0-name": "Nobody", "bylines-0-person": ""}
    mine = fields(article, section="", tags=[jazz.pk], story_date="2026-01-02", dek="Mine.") | lines
    found = {row["name"]: row for row in client.post(url("conflict", article), mine).json()["fields"]}
    assert found.keys() == {"dek", "story_date", "section", "tags", "bylines"}
    assert found["section"]["theirs"] == {"text": "Reviews", "values": [[str(reviews.pk), "Reviews"]]}
    assert found["section"]["mine"] == {"text": "", "values": []}
    assert (found["tags"]["theirs"]["text"], found["tags"]["mine"]["text"]) == ("Jazz, Soul", "Jazz")
    assert found["bylines"]["theirs"]["values"] == [["by", str(person.pk), "", "Ana Sample"]]
    assert found["bylines"]["mine"]["text"] == "by Nobody"


def test_a_plain_save_that_came_too_late_is_a_revision_too(desk):
    client, article = desk(), make_article("First")
    stale = fields(article, headline="Mine")
    client.post(url("autosave", article), fields(article, headline="Theirs"))
    client.post(reverse("admin:articles_article_change", args=[article.pk]), stale)
    assert Revision.objects.get(why="aside").snapshot["headline"] == "Mine"


def test_what_was_set_aside_is_never_what_is_published(desk):
    from articles.desk.publishing import publish

    client, article = desk(), make_article("First")
    stale = fields(article, headline="Mine")
    client.post(url("autosave", article), fields(article, headline="Theirs"))
    client.post(url("conflict", article), stale)
    edition = publish(article, by=None)
    assert (edition.headline, edition.revision.snapshot["headline"]) == ("Theirs", "Theirs")


def test_the_preview_is_readers_own_page_of_what_the_form_holds(desk):
    client, article = desk(), make_article("Saved")
    body = f"<p>{quote('Not saved yet,', make_person('Ana Sample'))} she said.</p>"
    response = client.post(url("preview", article), fields(article, headline="Typed", body=body))
    page = response.content.decode()
    assert '<div class="say" data-v="1" id="q1">' in page
    assert "Typed" in page
    assert "no-store" in response.headers["Cache-Control"]
    assert "noindex" in response.headers["X-Robots-Tag"]
    article.refresh_from_db()
    assert article.headline == "Saved"


def test_a_story_that_is_hardly_there_has_a_preview_too(desk):
    response = desk("writer").post(url("preview_new"), fields(headline="", body=""))
    assert response.status_code == 200


CHECKS = [
    ({"body": "<p><q>“Nobody said this.”</q></p>"}, "red", "has no speaker"),
    ({"body": "<p>Words.</p>" + embed("pullquote", words="Never said")}, "red", "does not stand"),
    ({"body": "<p>TK more.</p>"}, "red", "to come"),
    ({"headline": "x" * 91}, "grey", "91 characters"),
    ({"headline": "Short"}, "grey", "only 5 characters"),
    ({"dek": ""}, "grey", "dek is missing"),
    ({"body": '<p>“One” and "two".</p>'}, "grey", "mixed"),
    ({"body": "<p>It opens on Dec. 12-15.</p>"}, "grey", "has no year"),
    ({"body": "<p>It opens on 12 December.</p>"}, "grey", "has no year"),
    ({"body": "<p>It was the the best.</p>"}, "grey", "stands twice"),
    ({"body": "<p>They utilised it.</p>"}, "grey", "Write use."),
]


@pytest.mark.parametrize(("facts", "level", "says"), CHECKS)
def test_checks(facts, level, says):
    HouseRule.objects.create(words="utilis*", advice="Write use.")
    article = make_article(**({"headline": "A headline of a good length", "dek": "A dek."} | facts))
    assert [it for it in checks_of(article) if it.level == level and says in it.text]


def test_a_clean_story_has_nothing_to_be_said_of_it():
    body = "<p>It opened on 12 December 2022. He had had enough, he said.</p>"
    assert checks_of(make_article("A headline of a good length", dek="A dek.", body=body, tags=("Jazz",))) == []


def test_a_link_to_a_withdrawn_story_is_told():
    from articles.desk.publishing import withdraw

    gone = publish_story()
    withdraw(gone.article, by=None)
    article = make_article(body=f'<p>As <a data-ref="article:{gone.article_id}">we wrote</a>.</p>')
    assert any("not on the site" in it.text for it in checks_of(article))


@pytest.mark.parametrize("words", ["*", "**", " ", "(a+)+$*", "[*"])
def test_a_house_rule_can_never_stop_the_desk(words):
    from django.core.exceptions import ValidationError

    rule = HouseRule(words=words, advice="x")
    try:
        rule.full_clean()
    except ValidationError:
        return
    rule.pattern.search("a" * 100_000 + "!")


def test_figures():
    body = f"<p>{quote('One two.', make_person())} <q>“Three.”</q> four</p>"
    assert figures_of(make_article(body=body)) == {"words": 4, "minutes": 1, "quotes": 2, "unattributed": 1}


@pytest.mark.parametrize(("role", "status"), [("writer", 403), ("editor", 403), ("managing editor", 302)])
def test_house_rules_are_kept_by_managing_editors(desk, role, status):
    client = desk(role)
    assert client.get(reverse("admin:articles_houserule_changelist")).status_code == 200
    posted = {"words": "utilis*", "advice": "Write use.", "is_active": "on"}
    assert client.post(reverse("admin:articles_houserule_add"), posted).status_code == status
    assert HouseRule.objects.exists() is (status == 302)
