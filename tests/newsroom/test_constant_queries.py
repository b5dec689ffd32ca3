"""A page costs the same number of queries with three rows as with thirty, and never more than eight."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from articles.models import Correction, Edition
from tests import factories

pytestmark = pytest.mark.django_db

MOST = 8
NOON = timezone.now().replace(hour=12, minute=0) - timedelta(days=2)


class Outlet:
    """Stories that share a tag, a speaker, a film and a day, each with nouns of its own too."""

    def __init__(self) -> None:
        self.singer = factories.make_person("Shared Singer", aliases=("Double S",))
        self.group = factories.make_person("The Shared Group", kind="group")
        self.film = factories.make_visual("Shared film", credits=(("director", self.singer),))
        self.source = factories.make_source()
        self.count = 0

    def publish(self, stories: int) -> Edition:
        for _ in range(stories):
            last = self.publish_one()
        return last

    def publish_one(self) -> Edition:
        self.count += 1
        person = factories.make_person(f"Own {self.count}")
        self.group.members.add(person)
        self.film.credits.create(role="performer", person=person, position=self.count)
        own_film = factories.make_visual(f"Film {self.count}", credits=(("director", self.singer), ("actor", person)))
        embeds = "".join(factories.embed("visual", visual=film.pk) for film in (self.film, own_film))
        said = "".join(
            f"<p>{factories.quote(f'Words {place} of {self.count}', speaker)}</p>"
            for place, speaker in enumerate((self.singer, self.group, person))
        )
        edition = factories.publish_story(
            body=said + embeds,
            tags=["Shared tag", *(f"Tag {self.count}-{place}" for place in range(3))],
            source=self.source,
            lead_photo=factories.make_photo(),
            published_at=NOON + timedelta(minutes=self.count),
            section=factories.make_section(f"Section {self.count % 4}"),
        )
        self.correct(edition)
        return edition

    def correct(self, edition: Edition) -> None:
        times: dict[str, Any] = {name: getattr(edition, name) for name in ("published_at", "live_from", "live_until")}
        Correction.objects.create(edition=edition, text="We were wrong.", corrected_at=edition.live_from, **times)


def addresses(outlet: Outlet, story: Edition) -> list[str]:
    on = story.published_on
    return [
        "/",
        story.get_absolute_url(),
        story.section.get_absolute_url(),
        "/tags/",
        "/tags-by-weight/",
        "/tags/shared-tag/",
        "/tags/shared-tag/with/tag-1-0/",
        "/visuals/",
        outlet.film.get_absolute_url(),
        "/quotes/",
        story.quotes.get(number=1).get_absolute_url(),
        f"/quotes/{on:%Y}/",
        "/people/",
        f"{outlet.singer.get_absolute_url()}quotes/",
        f"{outlet.singer.get_absolute_url()}quotes/{on:%Y}/",
        f"{outlet.singer.get_absolute_url()}quotes/to/{outlet.source.pk}/",
        outlet.singer.get_absolute_url(),
        outlet.group.get_absolute_url(),
        "/archive/",
        f"/{on:%Y}/",
        f"/{on:%Y/%m}/",
        f"/{on:%Y/%m/%d}/",
        "/corrections/",
        *(f"/search/?q=shared&type={tab}" for tab in ("stories", "quotes", "people", "films", "tags")),
        "/search/?q=words+double+s+tag:%22shared+tag%22&section=section-1&from=2020-01-01",
        "/search/?q=sharedd",
        "/search/suggest/?q=sha",
        "/sitemap.xml",
        "/sitemap-pages.xml",
        "/sitemap-news.xml",
        f"/sitemap-{on:%Y-%m}.xml",
        "/feed.xml",
        story.section.get_absolute_url() + "feed.atom",
        "/tags/shared-tag/feed.json",
        outlet.singer.get_absolute_url() + "feed.xml",
        "/about/",
        "/nothing-here/",
    ]


def queries(client: Client, address: str) -> int:
    with CaptureQueriesContext(
        connection,
    ) as caught:
        answer = client.get(address)
    if answer.streaming:
        answer.close()
    return len(caught)


def test_every_page_costs_the_same_with_three_rows_and_with_thirty(client: Client) -> None:
    outlet = Outlet()
    story = outlet.publish(3)
    few = {address: queries(client, address) for address in addresses(outlet, story)}
    outlet.publish(27)
    many = {address: queries(client, address) for address in few}
    assert many == few
    assert {address: count for address, count in many.items() if count > MOST} == {}


def test_media_and_robots_ask_the_database_nothing(client: Client) -> None:
    photo = factories.make_photo()
    assert [queries(client, address) for address in (photo.file.url, "/robots.txt")] == [0, 0]
