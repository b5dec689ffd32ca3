from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from articles.desk import publishing
from articles.desk.curating import meant, pin, take_out
from articles.desk.windows import NotNow
from articles.models import FrontPlace
from newsroom.front import front
from tests.factories import (
    HOUR,
    make_article,
    make_person,
    make_photo,
    make_section,
    make_user,
    make_visual,
    publish_story,
    quote,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def stories():
    """Twelve live stories with pictures, the first the oldest."""
    now = timezone.now()
    photo = make_photo()
    return [
        publish_story(f"Story {n}", lead_photo=photo, published_at=now - timedelta(hours=20 - n)) for n in range(12)
    ]


def shown(at=None):
    page = front(at or timezone.now())
    bands = [[story.headline for story in band.stories] for band in page["bands"]]
    return page["lead"].headline, [story.headline for story in page["latest"]], bands


def test_what_is_pinned_stands_first_and_only_once(stories):
    pin(stories[0].article, by=None, band="lead")
    pin(stories[1].article, by=None, band="top", position=2)
    pin(stories[2].article, by=None, band="top", position=1)
    pin(stories[3].article, by=None, band="section", section=make_section())
    lead, latest, bands = shown()
    assert lead == "Story 0"
    assert latest[:3] == ["Story 2", "Story 1", "Story 11"]
    assert bands[0][0] == "Story 3"
    everything = [lead, *latest, *bands[0]]
    assert len(everything) == len(set(everything))


def test_a_pin_counts_from_its_time_until_its_end(stories):
    now = timezone.now()
    pin(stories[0].article, by=None, band="lead", starts_at=now + HOUR, ends_at=now + 2 * HOUR)
    assert [shown(now + n * HOUR)[0] for n in (0.5, 1, 1.5, 2)] == ["Story 11", "Story 0", "Story 0", "Story 11"]


def test_a_pinned_story_that_is_withdrawn_is_not_shown(stories):
    pin(stories[0].article, by=None, band="lead")
    publishing.withdraw(stories[0].article, by=None)
    assert shown()[0] == "Story 11"


def test_a_story_that_nobody_sees_is_not_pinned(client):
    with pytest.raises(NotNow, match="don’t see"):
        pin(make_article(), by=None, band="lead")


def test_moving_a_pin_keeps_the_old_row_as_history(stories):
    managing = make_user("managing editor")
    pin(stories[0].article, by=managing, band="lead")
    pin(stories[0].article, by=managing, band="top")
    old, new = FrontPlace.objects.order_by("pk")
    assert (old.taken_by, new.taken_at) == (managing, None)
    take_out(new, by=managing)
    with pytest.raises(NotNow):
        take_out(new, by=managing)
    assert FrontPlace.objects.count() == 2


def test_managing_editors_curate_on_a_page_of_the_bands(client, stories):
    client.force_login(make_user("managing editor"))
    url = reverse("desk_front")
    client.post(url, {"story": stories[0].get_absolute_url(), "place": "lead", "position": 1})
    assert shown()[0] == "Story 0"
    assert "Story 0" in client.get(url).content.decode()
    bad = client.post(url, {"story": "/no/such/", "place": "lead", "position": 1})
    assert (bad.status_code, "no such story" in bad.content.decode()) == (409, True)
    client.post(url, {"take": FrontPlace.objects.get().pk})
    assert shown()[0] == "Story 11"


@pytest.mark.parametrize("role", [None, "writer", "editor"])
def test_nobody_else_curates(client, stories, role):
    client.force_login(make_user(role))
    url = reverse("desk_front")
    answers = client.get(url), client.post(url, {"story": str(stories[0].article_id), "place": "lead", "position": 1})
    assert [answer.status_code for answer in answers] == [403, 403]
    assert not FrontPlace.objects.exists()


def test_a_story_is_meant_by_its_address_or_its_number(stories):
    story = stories[0]
    assert meant(f"https://example.org{story.get_absolute_url()}") == story.article
    assert meant(str(story.article_id)) == story.article
    assert meant("Story 0") is None


def test_a_quotation_and_a_film_are_pinned_to_their_bands(client):
    ana, film, other = make_person("Ana Sample"), make_visual("An old film"), make_visual("Another")
    said = publish_story(
        "Says it",
        body=f"<p>{quote('An old word that is worth it.', ana)}</p>",
        lead_visual=film,
        published_at=timezone.now() - timedelta(days=90),
    )
    for number in range(5):
        body = f"<p>{quote(f'Newer words number {number}.', make_person())}</p>"
        publish_story(f"Newer {number}", body=body, lead_visual=make_visual(f"Newer film {number}"))
    client.force_login(make_user("managing editor"))
    url, words = reverse("desk_front"), said.quotes.get()
    for what, place in ((words.get_absolute_url(), "said"), (film.get_absolute_url(), "films")):
        assert client.post(url, {"story": what, "place": place, "position": 1}).status_code == 302
    page = front(timezone.now())
    assert page["quotes"][0] == words
    assert len({found.speaker_id for found in page["quotes"]}) == 3
    assert page["reel"][0] == film
    assert len(page["reel"]) == 4
    curated = client.get(url).content.decode()
    assert f'value="{FrontPlace.objects.get(band="said").pk}" aria-label="Take out: “An old word' in curated
    wrong = client.post(url, {"story": other.get_absolute_url(), "place": "said", "position": 1})
    assert "That band shows quotations." in wrong.content.decode()
    wrong = client.post(url, {"story": other.get_absolute_url(), "place": "films", "position": 1})
    assert "Readers don’t see it by then" in wrong.content.decode()
    publishing.withdraw(said.article, by=None)
    page = front(timezone.now())
    assert words not in page["quotes"]
    assert film not in page["reel"]


def test_a_place_is_pinned_as_it_stands_with_one_button(client, stories):
    client.force_login(make_user("managing editor"))
    url = reverse("desk_front")
    row = client.get(url).context["rows"][1]
    assert (row.value, row.slots[2].words) == ("top", "Story 8")
    client.post(url, {"story": row.slots[2].address, "place": row.value, "position": 3})
    publish_story("Newest", lead_photo=make_photo())
    assert "Story 8" in shown()[1]
