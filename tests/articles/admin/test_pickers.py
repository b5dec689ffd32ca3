import json

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from articles.models import Photo
from tests.factories import image_bytes, make_person, make_photo, make_source, make_user, make_visual, quote

pytestmark = pytest.mark.django_db
ALL = [
    "articles_pick_photos",
    "articles_upload_photo",
    "articles_pick_visuals",
    "articles_pick_sources",
    "articles_cards",
]


def url(name):
    return reverse(f"admin:{name}")


def test_photos_are_found_by_their_words(desk):
    wanted = make_photo(caption="Two people on a stage", credit="Photo: A. Name")
    make_photo(caption="A tree")
    (found,) = desk("writer").get(url("articles_pick_photos"), {"q": "stage people"}).json()["results"]
    assert (found["id"], found["name"], found["note"]) == (str(wanted.pk), "Two people on a stage", "Photo: A. Name")


def test_films_are_found_in_any_spelling(desk):
    client, film = desk("writer"), make_visual("Déjà Vu, Pt. 2")
    assert client.get(url("articles_pick_visuals"), {"q": "deja vu"}).json()["results"][0]["id"] == str(film.pk)


def test_sources_are_found_by_their_words_and_by_id(desk):
    client, wanted = desk("writer"), make_source("The Late Hour", title="Friday")
    make_source("The Gazette")

    def found(**asked):
        return [row["id"] for row in client.get(url("articles_pick_sources"), asked).json()["results"]]

    assert found(q="late friday") == found(id=wanted.pk) == [str(wanted.pk)]
    assert len(found()) == 2
    assert found(id="x") == []


def test_an_upload_answers_with_its_row_and_knows_its_double(desk):
    client = desk("writer")

    def send(name, data):
        return client.post(url("articles_upload_photo"), {"file": SimpleUploadedFile(name, data)})

    first = send("x.jpg", image_bytes()).json()
    again = send("y.png", image_bytes()).json()
    assert (first["is_known"], again["is_known"], again["id"]) == (False, True, first["id"])
    refused = send("evil.svg", b"<svg/>")
    assert refused.status_code == 422
    assert "evil.svg: This is not a JPEG" in refused.json()["problem"]
    assert Photo.objects.count() == 1


def test_cards_show_what_readers_will_see_in_their_order(desk):
    photo, film = make_photo(caption="On stage"), make_visual("Slow Lift")
    asked = [
        {"kind": "visual", "props": {"visual": film.pk}},
        {"kind": "photo", "props": {"photo": photo.pk}},
        {"kind": "photo", "props": {"photo": 999}},
        {"kind": "player", "props": {"url": "https://youtu.be/dQw4w9WgXcQ"}},
        {"kind": "gallery", "props": {"photos": "broken"}},
    ]
    cards = desk("writer").post(url("articles_cards"), {"embeds": json.dumps(asked)}).json()["cards"]
    assert cards[0]["lines"][0] == "Slow Lift"
    assert cards[1]["lines"] == ["On stage", "Photo: nobody"]
    assert "not there" in cards[2]["problem"]
    assert "YouTube" in cards[3]["lines"][0]


def test_cards_cost_the_same_queries_whatever_their_number(desk, django_assert_max_num_queries):
    client, photo, film = desk("writer"), make_photo(), make_visual()
    asked = [{"kind": "photo", "props": {"photo": photo.pk}}, {"kind": "visual", "props": {"visual": film.pk}}] * 30
    with django_assert_max_num_queries(7):
        client.post(url("articles_cards"), {"embeds": json.dumps(asked)})


@pytest.mark.parametrize("sent", ["", "{", "[1]", '[{"kind":1}]', "null"])
def test_a_hand_made_request_for_cards_is_no_accident(desk, sent):
    assert desk("writer").post(url("articles_cards"), {"embeds": sent}).status_code in (200, 422)


@pytest.mark.parametrize("name", ALL)
def test_pickers_ask_for_more_than_an_account(client, name):
    client.force_login(make_user(None))
    get = name.startswith("articles_pick")
    response = client.get(url(name)) if get else client.post(url(name), {"title": "x", "embeds": "[]"})
    assert response.status_code == 403


def test_a_pull_quote_is_checked_against_the_text_that_stands_now(desk):
    client = desk("writer")
    body = f"<p>{quote('I said exactly this.', make_person())}</p>"

    def ask(words):
        address = reverse("admin:articles_embed", args=["pullquote"])
        return client.post(address, {"words": words, "body": body}).json()

    assert ask("Exactly this") == {"props": {"words": "Exactly this"}}
    assert "do not stand in a marked quotation" in ask("Something else")["html"]
