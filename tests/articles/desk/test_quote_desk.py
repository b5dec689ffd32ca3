import json

import pytest
from django.core.management import call_command
from django.urls import reverse

from articles.desk import quote_desk
from articles.desk.known_names import outlet_names
from articles.desk.text_reading import fingerprint, read_text
from articles.models import QuoteDecision
from tests.factories import make_article, make_person, make_user, quote

pytestmark = pytest.mark.django_db


def suggest(body, article=None):
    return quote_desk.suggest(read_text(body, article))


TEXT = "<p>Ana Sample came late.</p><h2>Then</h2><p>\U0001f600 “We <em>left</em> the hum in,” Sample said. “It was in tune.”</p>"


def test_proposals_are_places_in_blocks_counted_in_code_points():
    ana = make_person("Ana Sample", pronouns="she")
    (row,) = suggest(TEXT)
    assert row["speaker"] == {"id": str(ana.pk), "name": "Ana Sample"}
    assert [(it["block"], it["start"], it["end"], it["text"]) for it in row["pieces"]] == [
        (2, 2, 23, "“We left the hum in,”"),
        (2, 37, 54, "“It was in tune.”"),
    ]
    assert "Sample" in row["why"]


def test_what_is_marked_is_never_proposed_again():
    ana = make_person("Ana Sample")
    body = f"<p>{quote('We left the hum in,', ana)} Ana Sample said. {quote('It was in tune.', ana)}</p>"
    assert suggest(body) == []


def test_what_was_refused_does_not_come_back_however_it_is_marked():
    make_person("Ana Sample")
    article = make_article(body=TEXT)
    (row,) = suggest(article.body, article)
    QuoteDecision.objects.create(
        article=article, fingerprint=row["fingerprint"], verdict="rejected", proposal=row, rules_version="1"
    )
    assert suggest(article.body, article) == []
    assert suggest(article.body, make_article())
    assert fingerprint(["“We left the hum in,”"]) == fingerprint(['"We  left the hum in,"'])


def test_two_people_of_one_name_are_never_chosen_between():
    make_person("Ana Sample", slug="ana-1")
    make_person("Ana Sample", slug="ana-2")
    (row,) = suggest(TEXT)
    assert (row["speaker"], row["level"] == "sure") == (None, False)


def test_a_new_alias_is_known_with_the_next_reading():
    ana = make_person("Ana Sample")
    before = outlet_names()
    assert outlet_names() is before
    ana.aliases.create(name="The Hum")
    assert outlet_names() is not before


@pytest.mark.parametrize(
    "body", ["", "<p></p>", "<p>“Unclosed</p>", "<p>7” and 12” and O’Connor’s</p>", "<figure></figure>"]
)
def test_odd_texts_are_no_accident(body):
    assert isinstance(suggest(body), list)


def test_the_desk_answers_and_keeps_decisions(client, capsys):
    ana, writer = make_person("Ana Sample"), make_user("writer")
    article = make_article(body=TEXT, by=writer)
    client.force_login(writer)
    find = reverse("admin:articles_article_quotations", args=[article.pk])
    (row,) = client.post(find, {"body": TEXT}).json()["proposals"]
    decide = reverse("admin:articles_article_decide", args=[article.pk])
    sent = {"verdict": "accepted", "proposal": json.dumps(row), "speaker": ana.pk}
    assert client.post(decide, sent).status_code == 200
    assert client.post(decide, sent | {"verdict": "burned"}).status_code == 422
    assert client.post(decide, sent | {"proposal": "{"}).status_code == 422
    call_command("export_decisions")
    line = json.loads(capsys.readouterr().out)
    assert (line["speaker"], line["verdict"], line["proposal"]["rule"]) == ("Ana Sample", "accepted", row["rule"])


@pytest.mark.parametrize("name", ["quotations", "decide"])
def test_another_writers_story_is_closed(client, name):
    article = make_article(by=make_user("writer"))
    client.force_login(make_user("writer"))
    assert client.post(reverse(f"admin:articles_article_{name}", args=[article.pk]), {"body": TEXT}).status_code == 403


def test_a_text_over_the_limit_is_refused_with_the_reason(client):
    client.force_login(make_user("writer"))
    answer = client.post(reverse("admin:articles_article_quotations_new"), {"body": "<p>" + "word " * 50_000 + "</p>"})
    assert answer.status_code == 422
    assert answer.json()["problem"]
