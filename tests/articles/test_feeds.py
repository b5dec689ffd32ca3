"""Feeds say what the pages say, in full, in plain HTML, under ids that stay."""

from __future__ import annotations

import re
import threading
from collections.abc import Iterator
from datetime import datetime, timedelta
from email.utils import parsedate_to_datetime
from http.server import BaseHTTPRequestHandler, HTTPServer
from io import StringIO
from typing import Any
from urllib.parse import parse_qs
from xml.etree import ElementTree

import pytest
from django.core.management import CommandError, call_command
from django.test import Client
from django.utils import timezone

from articles.body.plain_html import plain_html
from articles.desk import publishing
from articles.models import Edition
from tests import factories

pytestmark = pytest.mark.django_db

ATOM = "{http://www.w3.org/2005/Atom}"
CONTENT = "{http://purl.org/rss/1.0/modules/content/}encoded"


@pytest.fixture
def story() -> Edition:
    singer = factories.make_person("Ada & Lovelace")
    film = factories.make_visual("Film <One>", poster=factories.make_photo(renditions=True, size=(1600, 900)))
    photo = factories.make_photo(renditions=True, size=(1600, 900), alt="A stage")
    return factories.publish_story(
        "Words & “music” <live>",
        dek="The dek.",
        body=f'<p><a data-ref="person:{singer.pk}">Ada</a> and <em>work</em>.</p>'
        f"<p>{factories.quote('Hear this now', singer)}, she said.</p>"
        f"{factories.embed('ad')}{factories.embed('visual', visual=film.pk)}{factories.embed('photo', photo=photo.pk)}",
        tags=["Hip-hop", "R&B"],
        lead_photo=photo,
        source=factories.make_source(),
    )


def text_of(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    assert not answer.streaming
    assert len(list(answer)) == 1  # type: ignore[call-overload] # one piece, not a thousand
    return answer.content.decode()


def content(client: Client, address: str = "/feed.json") -> str:
    body: str = client.get(address).json()["items"][0]["content_html"]
    return body


@pytest.mark.parametrize("base", ["/", "/sections/news/", "/tags/hip-hop/", "/people/ada-lovelace/"])
def test_three_spellings_say_the_same(client: Client, story: Edition, base: str) -> None:
    rss = ElementTree.fromstring(text_of(client, f"{base}feed.xml"))
    atom = ElementTree.fromstring(text_of(client, f"{base}feed.atom"))
    feed = client.get(f"{base}feed.json").json()
    item, entry, json_item = rss.find("channel/item"), atom.find(f"{ATOM}entry"), feed["items"][0]
    assert item is not None
    assert entry is not None
    ids = [item.findtext("guid"), entry.findtext(f"{ATOM}id"), json_item["id"]]
    assert set(ids) == {f"tag:127.0.0.1,{story.published_on.year}:story/{story.article_id}"}
    assert item.findtext("title") == entry.findtext(f"{ATOM}title") == json_item["title"] == story.headline
    assert item.findtext(CONTENT) == entry.findtext(f"{ATOM}content") == json_item["content_html"]
    assert [it.text for it in item.findall("category")] == json_item["tags"] == ["Hip-hop", "R&B"]
    assert [it.get("term") for it in entry.findall(f"{ATOM}category")] == ["Hip-hop", "R&B"]


def test_feeds_keep_the_rules_of_their_formats(client: Client, story: Edition) -> None:
    """What the W3C validator and the JSON Feed 1.1 schema require of us."""
    channel = ElementTree.fromstring(text_of(client, "/feed.xml")).find("channel")
    assert channel is not None
    assert all(channel.findtext(name) for name in ("title", "link", "description", "language", "lastBuildDate"))
    link = channel.find(f"{ATOM}link")
    assert link is not None
    assert link.attrib["href"] == "http://127.0.0.1:8000/feed.xml"
    assert link.attrib["rel"] == "self"
    guid = channel.find("item/guid")
    assert guid is not None
    assert guid.attrib["isPermaLink"] == "false"
    assert parsedate_to_datetime(channel.findtext("item/pubDate") or "").tzinfo
    atom = ElementTree.fromstring(text_of(client, "/feed.atom"))
    entry = atom.find(f"{ATOM}entry")
    assert entry is not None
    for part in (atom, entry):
        assert part.findtext(f"{ATOM}id")
        assert datetime.fromisoformat(part.findtext(f"{ATOM}updated") or "").tzinfo
    assert atom.find(f"{ATOM}author/{ATOM}name") is not None
    feed = client.get("/feed.json").json()
    assert feed["version"] == "https://jsonfeed.org/version/1.1"
    assert {"title", "home_page_url", "feed_url", "items"} <= set(feed)
    assert {"id", "url", "content_html", "date_published", "date_modified", "image"} <= set(feed["items"][0])
    assert feed["items"][0]["image"].startswith("http://127.0.0.1:8000/media/")


def test_text_is_whole_and_plain(client: Client, story: Edition) -> None:
    body = content(client)
    assert "<p>“Hear this now”, she said.</p>" in re.sub(r"\s+", " ", body).replace("” ,", "”,")
    assert '<a href="http://127.0.0.1:8000/people/ada-lovelace/">Ada</a> and <em>work</em>' in body
    assert 'alt="A stage"' in body
    assert body.count("<img ") == 2
    assert "Film &lt;One&gt;" in body
    assert "Advertisement" not in body
    assert set(re.findall(r"<(\w+)", body)) <= {"p", "a", "em", "figure", "img", "figcaption", "small"}
    assert not re.search(r'\s(class|style|data-\w+|srcset|id|loading)=|(?:href|src)="/', body)


def test_ids_stay_and_corrections_show(client: Client, story: Edition) -> None:
    before = client.get("/feed.json").json()["items"][0]
    article = factories.update(story.article, headline="Another headline")
    correction = publishing.CorrectionText("An earlier version said <3>.", is_material=True)
    publishing.correct(article, by=None, correction=correction)
    after = client.get("/feed.json").json()["items"]
    assert [item["id"] for item in after] == [before["id"]]
    assert after[0]["title"] == "Another headline"
    assert after[0]["date_published"] == before["date_published"]
    assert after[0]["date_modified"] > before["date_modified"]
    assert after[0]["content_html"].startswith("<p><strong>Correction, ")
    assert "said &lt;3&gt;." in after[0]["content_html"]


def test_is_answered_with_304_until_something_is_published(client: Client, story: Edition) -> None:
    seal = client.get("/feed.xml")["ETag"]
    assert client.get("/feed.xml", headers={"if-none-match": seal}).status_code == 304
    factories.publish_story("New")
    assert client.get("/feed.xml", headers={"if-none-match": seal}).status_code == 200


def test_newest_twenty_and_nothing_hidden(client: Client) -> None:
    old = timezone.now() - timedelta(days=3)
    for place in range(23):
        factories.publish_story(f"Story {place}", published_at=old + timedelta(hours=place))
    factories.make_article("Draft")
    titles = [item["title"] for item in client.get("/feed.json").json()["items"]]
    assert titles == [f"Story {place}" for place in range(22, 2, -1)]


def test_control_characters_break_no_feed(client: Client) -> None:
    factories.publish_story("Bell \x07 rings]]>", body="<p>]]&gt; <em>x</em></p>")
    for address in ("/feed.xml", "/feed.atom"):
        ElementTree.fromstring(text_of(client, address))


def test_unknown_feeds_are_not_there(client: Client, story: Edition) -> None:
    addresses = ["/feed.rss", "/tags/none/feed.xml", "/sections/none/feed.json", "/people/none/feed.atom"]
    assert [client.get(address).status_code for address in addresses] == [404] * 4


@pytest.mark.parametrize("address", ["/", "/quotes/", "/people/", "/nothing-here/", "/tags/hip-hop/"])
def test_every_page_tells_of_the_feeds(client: Client, story: Edition, address: str) -> None:
    page = client.get(address).content.decode()
    assert '<link rel="alternate" type="application/rss+xml" title="Liner" href="/feed.xml">' in page
    assert ('href="/tags/hip-hop/feed.atom"' in page) == (address == "/tags/hip-hop/")


def test_text_without_a_block_is_kept() -> None:
    shown: Any = plain_html("words <q><a class='ql' href='/x/'>“said”</a></q> on", site="https://n.example")
    assert shown == "words “said” on"


@pytest.fixture
def hub(settings: Any) -> Iterator[list[dict[str, list[str]]]]:
    """A hub that takes what it is told; and answers 500 to a feed of "broken"."""
    told: list[dict[str, list[str]]] = []

    class Hub(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            told.append(parse_qs(self.rfile.read(int(self.headers["Content-Length"])).decode()))
            self.send_response(500 if "broken" in told[-1]["hub.url"][0] else 204)
            self.end_headers()

        def log_message(self, *args: Any) -> None:
            pass

    server = HTTPServer(("127.0.0.1", 0), Hub)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    settings.WEBSUB_HUB = f"http://127.0.0.1:{server.server_port}/"
    yield told
    server.shutdown()
    server.server_close()


def test_feeds_name_the_hub_and_themselves(client: Client, story: Edition, settings: Any) -> None:
    assert "hub" not in text_of(client, "/feed.xml") + text_of(client, "/feed.atom") + text_of(client, "/feed.json")
    settings.WEBSUB_HUB = "https://hub.example.org/"
    rss, atom = (ElementTree.fromstring(text_of(client, f"/feed.{form}")) for form in ("xml", "atom"))
    for links in (rss.findall(f"channel/{ATOM}link"), atom.findall(f"{ATOM}link")):
        assert {"hub", "self"} <= {link.get("rel") for link in links}
    answer = client.get("/feed.json")
    assert answer.json()["hubs"] == [{"type": "WebSub", "url": "https://hub.example.org/"}]
    assert answer["Link"] == f'<https://hub.example.org/>; rel="hub", <{settings.SITE_URL}/feed.json>; rel="self"'


def test_the_hub_is_told_of_what_opened_and_ended_lately(hub: list[Any], story: Edition, settings: Any) -> None:
    past = timezone.now() - timedelta(days=1)
    factories.publish_story("Of yesterday", section=factories.make_section("Old"), published_at=past)
    call_command("notify_hub", stdout=StringIO())
    told = {row["hub.url"][0].removeprefix(settings.SITE_URL) for row in hub}
    pages = ["/", "/sections/news/", "/tags/hip-hop/", "/tags/rb/", "/people/ada-lovelace/"]
    assert told == {f"{page}feed.{form}" for page in pages for form in ("xml", "atom", "json")}
    assert {row["hub.mode"][0] for row in hub} == {"publish"}


def test_a_hub_that_fails_is_an_error(hub: list[Any], settings: Any) -> None:
    factories.publish_story(tags=["Broken"])
    with pytest.raises(CommandError, match=r"did not take .*broken.*--minutes"):
        call_command("notify_hub", stdout=StringIO())
    settings.WEBSUB_HUB = ""
    with pytest.raises(CommandError, match="no hub"):
        call_command("notify_hub")
