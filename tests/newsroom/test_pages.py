"""The front page, and what answers where there is no page: redirects, 404, 500, media, health."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import DatabaseError, connection
from django.test import Client
from django.utils import timezone
from django.utils.formats import date_format

from articles.desk import publishing
from articles.models import Redirect
from tests import factories

pytestmark = pytest.mark.django_db

LATEST_AND_LEAD = 8


def text_of(client: Client, path: str, status: int = 200) -> str:
    answer = client.get(path)
    assert answer.status_code == status, path
    return answer.content.decode()


def test_empty_outlet_has_a_front_page_of_its_own(client: Client) -> None:
    html = text_of(client, "/")
    assert "Nothing has been published here yet." in html
    assert not any(band in html for band in ("Latest", "Said", "Film &amp; visuals</a></h2>", "Advertisement"))


def test_lead_is_the_newest_story_with_art(client: Client) -> None:
    factories.publish_story(
        "With art", lead_photo=factories.make_photo(), published_at=timezone.now() - timedelta(days=1)
    )
    factories.publish_story("Without art")
    html = text_of(client, "/")
    assert re.search(r'<h2 class="title"><a [^>]*>With art</a>', html)
    assert html.index('id="latest"') < html.index("Without art")


def test_no_story_stands_twice(client: Client) -> None:
    for n in range(60):
        section = factories.make_section(("News", "Interviews", "Reviews")[n % 3], position=n % 3)
        photo = factories.make_photo() if n % 2 else None
        published = timezone.now() - timedelta(hours=n)
        factories.publish_story(f"Story no {n}", section=section, lead_photo=photo, published_at=published)
    found = re.findall(r">(Story no \d+)<", text_of(client, "/"))
    assert len(found) == len(set(found)) == LATEST_AND_LEAD + 3 + 4 + 4


def test_said_this_week_has_three_speakers_and_a_short_one_first(client: Client) -> None:
    people = [factories.make_person(f"Speaker {n}") for n in range(4)]
    words = {0: "A rather long quotation " * 4, 1: "Short and sharp", 2: "Another one again", 3: "x" * 300}
    for n, person in enumerate(people):
        factories.publish_story(
            body=f"<p>{factories.quote(words[n].strip(), person)}</p><p>{factories.quote('and this needs its sentence', person)}</p>"
        )
    html = text_of(client, "/")
    band = html[html.index('class="said"') :]
    assert "Said this week" in band
    assert re.findall(r">(Speaker \d)</a>", band)[:3] == ["Speaker 2", "Speaker 1", "Speaker 0"]
    assert "xxx" not in band
    assert "needs its sentence" not in band


def test_old_quotes_are_not_of_this_week(client: Client) -> None:
    body = f"<p>{factories.quote('It was long ago', factories.make_person())}</p>"
    factories.publish_story(body=body, published_at=timezone.now() - timedelta(days=30))
    assert "Said lately" in text_of(client, "/")


def test_old_address_leads_to_a_new_one_that_answers(client: Client) -> None:
    factories.publish_story(tags=["New tag"])
    Redirect.leave("/tags/old-tag/", "/tags/new-tag/")
    answer = client.get("/tags/old-tag/")
    assert (answer.status_code, answer["Location"]) == (301, "/tags/new-tag/")


@pytest.mark.parametrize("target", ["/tags/hidden-tag/", "/nothing/", "/admin/", "/tags/new-tag", "/2020/01/01/a/"])
def test_old_address_tells_nothing_of_what_readers_cant_see(client: Client, target: str) -> None:
    factories.make_article(tags=["Hidden tag"])
    factories.publish_story(tags=["New tag"])
    Redirect.leave("/tags/old-tag/", target)
    assert client.get("/tags/old-tag/").status_code == 404


@pytest.mark.parametrize(
    "path", ["/a%00b/", "/%ff/", "/" + "x" * 2000, "/people/%00/", "/?before=%00", "/quotes/?before=%00"]
)
def test_odd_addresses_are_only_not_found(client: Client, path: str) -> None:
    assert client.get(path).status_code == (200 if path.startswith("/?") else 404)


def test_not_found_offers_the_newest_stories(client: Client) -> None:
    for n in range(7):
        factories.publish_story(f"Story no {n}")
    html = text_of(client, "/nothing/at/all/", status=404)
    assert re.findall(r">(Story no \d)<", html) == [f"Story no {n}" for n in range(6, 1, -1)]
    assert "canonical" not in html
    assert 'content="noindex"' in html


def test_broken_page_answers_without_the_database(settings: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    client = Client(raise_request_exception=False)

    def broken(*_: object) -> None:
        raise DatabaseError("gone")

    monkeypatch.setattr(connection, "cursor", broken)
    answer = client.get("/")
    assert answer.status_code == 500
    assert b"Something broke" in answer.content
    assert b"fonts" not in answer.content
    assert answer["Cache-Control"] == "no-store, private"


def test_health_needs_the_database_and_is_never_kept(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    answer = client.get("/healthz")
    assert (answer.status_code, answer.content, answer["Cache-Control"]) == (200, b"ok", "no-store, private")

    def broken(*_: object) -> None:
        raise DatabaseError("gone")

    monkeypatch.setattr(connection, "cursor", broken)
    assert client.get("/healthz").status_code == 503


def test_robots_keep_out_of_the_desk(client: Client) -> None:
    answer = client.get("/robots.txt")
    assert answer["Content-Type"] == "text/plain; charset=utf-8"
    assert "Disallow: /admin/" in answer.content.decode()


@pytest.mark.parametrize(
    ("suffix", "kind"),
    [("avif", "image/avif"), ("jpg", "image/jpeg"), ("png", "image/png"), ("webp", "image/webp"), ("gif", "image/gif")],
)
def test_media_come_with_their_type_and_can_do_nothing(client: Client, suffix: str, kind: str) -> None:
    name = default_storage.save(f"photos/abc.{suffix}", ContentFile(b"bytes"))
    answer = client.get(f"/media/{name}")
    assert b"".join(answer.streaming_content) == b"bytes"
    assert answer["Content-Type"] == kind
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert answer["Cache-Control"] == "public, max-age=31536000, immutable"
    answer.close()


@pytest.mark.parametrize(
    "name",
    [
        "photos/",
        "photos/none.jpg",
        "evil.html",
        "evil.svg",
        "photos/../../settings.jpg",
        "../db.sqlite3",
        "%2e%2e/db.png",
        "photos",
        "a\x00.jpg",
    ],
)
def test_media_serve_nothing_else(client: Client, name: str) -> None:
    for evil in ("evil.html", "evil.svg"):
        default_storage.save(evil, ContentFile(b"<script>"))
    assert client.get(f"/media/{name}").status_code == 404


def test_withdrawn_lead_makes_room(client: Client) -> None:
    first = factories.publish_story("First", lead_photo=factories.make_photo())
    factories.publish_story("Second", lead_photo=factories.make_photo())
    assert ">Second</a></h2>" in text_of(client, "/")
    publishing.withdraw(first.article, by=None)
    assert "First" not in text_of(client, "/")


def test_hours_are_written_without_half_days() -> None:
    moment = datetime(2026, 11, 26, 16, 20, tzinfo=UTC)
    assert date_format(moment, "DATETIME_FORMAT") == "26 Nov 2026, 16:20"
    assert date_format(moment, "DATE_FORMAT") == "26 November 2026"
