"""Sitemaps name every live story and nothing else, in the shape of their schemas."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from xml.etree import ElementTree

import pytest
from django.test import Client
from django.utils import timezone

from articles import sitemaps
from articles.desk import publishing
from tests import factories

pytestmark = pytest.mark.django_db

S = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
IMAGE = "{http://www.google.com/schemas/sitemap-image/1.1}"
NEWS = "{http://www.google.com/schemas/sitemap-news/0.9}"
SITE = "http://127.0.0.1:8000"


def read(client: Client, address: str) -> ElementTree.Element:
    answer = client.get(address)
    assert answer.status_code == 200
    assert answer["Content-Type"] == "application/xml; charset=utf-8"
    return ElementTree.fromstring(answer.content)


def locations(root: ElementTree.Element) -> dict[str, str | None]:
    return {part.findtext(f"{S}loc") or "": part.findtext(f"{S}lastmod") for part in root}


def test_index_names_months_with_stories_and_when_they_changed(client: Client) -> None:
    old = factories.publish_story("Old", published_at=datetime(2022, 11, 29, 12, tzinfo=UTC))
    factories.publish_story("Older", published_at=datetime(2022, 9, 1, 12, tzinfo=UTC))
    factories.publish_story("<New> & improved")
    now = timezone.localdate()
    found = locations(read(client, "/sitemap.xml"))
    assert list(found) == [
        f"{SITE}/sitemap-pages.xml",
        f"{SITE}/sitemap-{now:%Y-%m}.xml",
        f"{SITE}/sitemap-2022-11.xml",
        f"{SITE}/sitemap-2022-09.xml",
    ]
    assert found[f"{SITE}/sitemap-2022-11.xml"] == "2022-11-29T12:00:00+00:00"
    publishing.publish(factories.update(old.article, body="<p>More.</p>"), by=None)
    assert (locations(read(client, "/sitemap.xml"))[f"{SITE}/sitemap-2022-11.xml"] or "") >= f"{now:%Y-%m}"


def test_month_names_its_stories_with_images(client: Client) -> None:
    photo = factories.make_photo(renditions=True, size=(1600, 900))
    moment = datetime(2022, 11, 29, 12, tzinfo=UTC)
    story = factories.publish_story("Old", published_at=moment, lead_photo=photo)
    root = read(client, "/sitemap-2022-11.xml")
    assert locations(root) == {SITE + story.get_absolute_url(): "2022-11-29T12:00:00+00:00"}
    image = root.findtext(f"{S}url/{IMAGE}image/{IMAGE}loc")
    assert image == SITE + photo.renditions["og"]["jpeg"][0][1]
    publishing.withdraw(story.article, by=None)
    assert client.get("/sitemap-2022-11.xml").status_code == 404


@pytest.mark.parametrize(
    "address", ["/sitemap-2022-13.xml", "/sitemap-2022-1.xml", "/sitemap-0999-01.xml", "/sitemap-2001-01.xml"]
)
def test_other_months_are_not_there(client: Client, address: str) -> None:
    factories.publish_story("One")
    assert client.get(address).status_code == 404


def test_news_are_of_two_days_and_at_most_a_thousand(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    now = timezone.now()
    for hours in (1, 30, 47, 49, 400):
        factories.publish_story(f"Story & {hours}", published_at=now - timedelta(hours=hours))
    root = read(client, "/sitemap-news.xml")
    assert [it.findtext(f"{NEWS}news/{NEWS}title") for it in root] == ["Story & 1", "Story & 30", "Story & 47"]
    assert {it.findtext(f"{NEWS}news/{NEWS}publication/{NEWS}name") for it in root} == {"Liner"}
    assert {it.findtext(f"{NEWS}news/{NEWS}publication/{NEWS}language") for it in root} == {"en"}
    moments = [it.findtext(f"{NEWS}news/{NEWS}publication_date") or "" for it in root]
    assert all(datetime.fromisoformat(moment).tzinfo for moment in moments)
    monkeypatch.setattr(sitemaps, "MOST_NEWS", 2)
    assert len(read(client, "/sitemap-news.xml")) == 2
    assert timedelta(days=2) == sitemaps.NEWS_FOR


def test_pages_answer_and_robots_names_the_maps(client: Client) -> None:
    factories.publish_story("One")
    found = list(locations(read(client, "/sitemap-pages.xml")))
    assert f"{SITE}/sections/news/" in found
    assert {client.get(address.removeprefix(SITE)).status_code for address in found} == {200}
    robots = client.get("/robots.txt").content.decode()
    assert f"Sitemap: {SITE}/sitemap.xml" in robots
    assert f"Sitemap: {SITE}/sitemap-news.xml" in robots


def test_an_empty_outlet_still_has_an_index(client: Client) -> None:
    assert list(locations(read(client, "/sitemap.xml"))) == [f"{SITE}/sitemap-pages.xml"]


def test_without_news_there_is_still_one_address_and_no_old_story(client: Client) -> None:
    factories.publish_story("Old", published_at=timezone.now() - timedelta(days=3))
    root = read(client, "/sitemap-news.xml")
    assert (list(locations(root)), root.find(f".//{NEWS}news")) == ([f"{SITE}/"], None)
