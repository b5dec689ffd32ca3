"""Rows made and changed from inside the text: stored whole or not at all, and only by who may."""

import pytest
from django.urls import reverse

from articles.models import Credit, Photo, Visual
from tests.factories import make_person, make_photo, make_user, make_visual

pytestmark = pytest.mark.django_db
ADD = "admin:articles_add_visual"


def lines(*rows, total=None):
    """As the dialog posts them: (role, name, person id)."""
    posted = {"form-TOTAL_FORMS": total or len(rows), "form-INITIAL_FORMS": 0}
    for place, row in enumerate(rows):
        posted |= {f"form-{place}-{field}": value for field, value in zip(("role", "name", "person"), row, strict=True)}
    return posted


def test_a_film_is_made_with_its_credits_in_their_order(desk):
    director = make_person("Ana Sample")
    make_visual("Slow Lift")
    rows = [("director", "Ana Sample", director.pk), ("actor", " Somebody  Else ", ""), ("", "", "")]
    posted = {"title": " Slow  Lift ", "kind": "short_film"} | lines(*rows)
    row = desk("writer").post(reverse(ADD), posted).json()["row"]
    film = Visual.objects.get(pk=row["id"])
    assert (film.title, film.slug, film.kind) == ("Slow Lift", "slow-lift-2", "short_film")
    assert [(it.role, it.person, it.name) for it in film.credits.all()] == [
        ("director", director, ""),
        ("actor", None, "Somebody Else"),
    ]


def test_a_person_who_is_not_there_stays_a_name(desk):
    posted = {"title": "X", "kind": "trailer"} | lines(("editor", "Gone Sample", 999))
    desk("writer").post(reverse(ADD), posted)
    assert (Credit.objects.get().person, Credit.objects.get().name) == (None, "Gone Sample")


@pytest.mark.parametrize(
    ("posted", "says"),
    [
        ({"title": " ", "kind": "trailer"} | lines(), "This field is required"),
        ({"title": "X", "kind": "play"} | lines(), "Select a valid choice"),
        ({"title": "X", "kind": "trailer"} | lines(("director", "", "")), "Who?"),
        ({"title": "X", "kind": "trailer"} | lines(("", "Ana", "")), "What did they do?"),
        ({"title": "X", "kind": "trailer", "player_url": "javascript:alert(1)"} | lines(), "Enter a valid URL"),
        ({"title": "X", "kind": "trailer"} | lines(total=10_000), "at most 60"),
    ],
)
def test_what_is_missing_is_said_and_nothing_is_stored(desk, posted, says):
    answer = desk("writer").post(reverse(ADD), posted).json()
    assert says in answer["html"]
    assert not Visual.objects.exists()


def test_a_photos_own_words_are_changed_and_its_crops_cut_again(desk, monkeypatch):
    cut = []
    monkeypatch.setattr("articles.admin.row_dialogs.renditions.cut_soon", cut.append)
    photo = make_photo(alt="", credit="")
    client, address = desk("writer"), reverse("admin:articles_photo_words", args=[photo.pk])
    assert "focal-point" in client.get(address).json()["html"]
    posted = {"alt": "A hall", "credit": "Photo: A. Name", "focal_x": 0.5, "focal_y": 0.5}
    assert client.post(address, posted).json()["row"]["note"] == "Photo: A. Name"
    assert cut == []
    client.post(address, posted | {"focal_x": 0.25})
    assert cut == [photo]
    assert "less than or equal to 1" in client.post(address, posted | {"focal_y": 3}).json()["html"]
    assert Photo.objects.get().focal_y == 0.5


def test_both_ask_for_more_than_an_account(client):
    client.force_login(make_user(None))
    for address in (reverse(ADD), reverse("admin:articles_photo_words", args=[make_photo().pk])):
        assert [client.get(address).status_code, client.post(address).status_code] == [403, 403]
