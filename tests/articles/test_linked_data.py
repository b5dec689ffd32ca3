"""The graph says what the page says, names no node that it lacks, and can't be broken out of."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from html import unescape
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from articles.desk import publishing
from articles.desk.saving import BylineLine
from articles.models import Edition
from people.models import PersonLink
from tests import factories

pytestmark = pytest.mark.django_db

SCRIPT = re.compile(r'<script type="application/ld\+json">(.*?)</script>', re.DOTALL)
# schema.org's own properties of the types that we use, those inherited from Thing and CreativeWork included.
KNOWN = {
    "name", "url", "description", "image", "sameAs", "alternateName", "mainEntityOfPage", "headline", "datePublished",
    "dateModified", "author", "publisher", "articleSection", "keywords", "inLanguage", "isAccessibleForFree", "wordCount",
    "mentions", "hasPart", "video", "isBasedOn", "correction", "isPartOf", "creator", "spokenByCharacter", "creditText",
    "text", "email", "logo", "publishingPrinciples", "correctionsPolicy", "itemListElement", "position", "item",
    "mainEntity", "jobTitle", "thumbnailUrl", "uploadDate", "duration", "embedUrl", "director", "actor", "musicBy",
    "producer", "productionCompany", "editor", "contributor", "characterName",
}  # fmt: skip
NASTY = "</script><script>alert(1)</script><!-- & ]]>"


def graph_on(client: Client, address: str) -> tuple[dict[str, dict[str, Any]], str]:
    """Nodes by id, and the page's visible words."""
    page = client.get(address).content.decode()
    found = SCRIPT.findall(page)
    assert len(found) == 1
    whole = json.loads(found[0])
    assert whole["@context"] == "https://schema.org"
    nodes = {node["@id"]: node for node in whole["@graph"]}
    assert len(nodes) == len(whole["@graph"])
    body = re.sub(r"<[^>]+>", "", SCRIPT.sub("", page))
    return nodes, re.sub(r"\s+", " ", unescape(body))


def walk(value: Any) -> Iterator[dict[str, Any]]:
    if isinstance(value, dict):
        yield value
        for inner in value.values():
            yield from walk(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from walk(inner)


@pytest.fixture
def story() -> Edition:
    singer = factories.make_person("Kendrick Lamar", aliases=("K. Dot",), role="Rapper", bio="Raps.")
    PersonLink.objects.create(person=singer, url="https://www.instagram.com/kendricklamar/")
    writer = factories.make_person("Ada Writer")
    photo = factories.make_photo(renditions=True, size=(1600, 900))
    film = factories.make_visual(
        "We Cry Together",
        kind="short_film",
        running_time="5:41",
        released=date(2022, 9, 8),
        player_url="https://vimeo.com/123456789",
        poster=photo,
        credits=(("director", singer), ("actor", "Taylour Paige"), ("sound", "Nobody Known")),
    )
    film.credits.filter(role="actor").update(character="The woman")
    story = factories.publish_story(
        f"A film {NASTY}",
        dek="A dek.",
        body=f"<p>{factories.quote('It’s “intense”, & more', singer)}, he said.</p>"
        f"<p>{factories.quote('No comment at all', label='a spokesman')}</p>{factories.embed('visual', visual=film.pk)}",
        tags=["Hip-hop"],
        lead_photo=photo,
        lead_visual=film,
        source=factories.make_source("Variety", url="https://variety.example/x", said_on=date(2022, 11, 29)),
        bylines=[BylineLine(part="by", person_id=writer.pk), BylineLine(part="by", name="Guest Pen")],
        published_at=timezone.now() - timedelta(days=2),
    )
    publishing.correct(story.article, by=None, correction=publishing.CorrectionText("It said 2021."))
    found: Edition = story.article.editions.order_by("-number")[0]
    return found


def pages(story: Edition) -> list[str]:
    nouns = ["/people/kendrick-lamar/", "/visuals/we-cry-together/"]
    return [story.get_absolute_url(), *(quote.get_absolute_url() for quote in story.quotes.all()), *nouns]


def test_every_graph_is_whole_and_known(client: Client, story: Edition) -> None:
    for address in pages(story):
        nodes, _ = graph_on(client, address)
        for value in walk(list(nodes.values())):
            assert {name for name in value if not name.startswith("@")} <= KNOWN
            assert value.get("@type") or set(value) == {"@id"}, value
            assert "@id" not in value or value["@id"] in nodes, value
            for name in ("datePublished", "dateModified", "uploadDate"):
                if "T" in value.get(name, ""):
                    assert datetime.fromisoformat(value[name]).tzinfo
        assert [node["@type"] for node in nodes.values()].count("NewsMediaOrganization") == 1
        crumbs = next(node for node in nodes.values() if node["@type"] == "BreadcrumbList")
        assert [step["position"] for step in crumbs["itemListElement"]] == [1, 2, 3]


def test_story_says_what_the_page_says(client: Client, story: Edition) -> None:
    nodes, words = graph_on(client, story.get_absolute_url())
    article = next(node for node in nodes.values() if node["@type"] == "NewsArticle")
    assert article["headline"] == story.headline
    assert [nodes[it["@id"]]["name"] if "@id" in it else it["name"] for it in article["author"]] == [
        "Ada Writer",
        "Guest Pen",
    ]
    spoken = [nodes[part["@id"]] for part in article["hasPart"]]
    assert [quote["text"] for quote in spoken] == ["It’s “intense”, & more", "No comment at all"]
    for quote in spoken:
        assert quote["text"] in words
    assert nodes[spoken[0]["creator"]["@id"]]["name"] == "Kendrick Lamar"
    assert "creator" not in spoken[1]
    assert nodes[article["isBasedOn"][0]["@id"]]["publisher"]["name"] == "Variety"
    assert nodes[article["correction"][0]["@id"]]["text"] in words
    assert len(article["image"]) == len(set(article["image"])) == 3
    assert all(address.startswith("http://127.0.0.1:8000/media/") for address in article["image"])


def test_film_has_its_credits_and_person_their_names(client: Client, story: Edition) -> None:
    nodes, _ = graph_on(client, "/visuals/we-cry-together/")
    film = next(node for node in nodes.values() if "Movie" in node["@type"])
    assert film["duration"] == "PT5M41S"
    assert nodes[film["director"][0]["@id"]]["name"] == "Kendrick Lamar"
    assert film["actor"] == [
        {
            "@type": "PerformanceRole",
            "actor": {"@type": "Person", "name": "Taylour Paige"},
            "characterName": "The woman",
        }
    ]
    assert film["contributor"] == [{"@type": "Person", "name": "Nobody Known"}]
    assert film["embedUrl"].startswith("https://player.vimeo.com/")
    assert film["uploadDate"] == "2022-09-08T00:00:00+00:00"
    nodes, _ = graph_on(client, "/people/kendrick-lamar/")
    person = next(node for node in nodes.values() if node["@type"] == "Person")
    assert person["alternateName"] == ["K. Dot"]
    assert person["sameAs"] == ["https://www.instagram.com/kendricklamar/"]
    assert (person["jobTitle"], person["description"]) == ("Rapper", "Raps.")


def test_nothing_breaks_out_of_the_script(client: Client, story: Edition) -> None:
    page = client.get(story.get_absolute_url()).content.decode()
    assert "<script>alert" not in page
    assert "<!--" not in page
    nodes, _ = graph_on(client, story.get_absolute_url())
    assert NASTY in nodes[f"http://127.0.0.1:8000{story.get_absolute_url()}#story"]["headline"]


def test_large_previews_are_allowed_where_pages_may_be_found(client: Client, story: Edition) -> None:
    assert 'name="robots" content="max-image-preview:large"' in client.get(story.get_absolute_url()).content.decode()
    assert 'name="robots" content="noindex"' in client.get("/nothing/").content.decode()
