"""What a page weighs, as it goes over the wire. Bytes are asserted, never milliseconds."""

import gzip
import re

import pytest
from django.contrib.staticfiles import finders
from django.utils import timezone

from articles.models import Quote
from tests.factories import make_person, make_photo, make_visual, publish_story, quote

pytestmark = pytest.mark.django_db
HTML, CSS, JS, FONTS = 20_000, 10_000, 5_000, 110_000


def packed(path):
    with open(finders.find(path), "rb") as file:
        return len(gzip.compress(file.read(), 6))


@pytest.fixture
def pages(client):
    photo, speaker = make_photo(renditions=True), make_person()
    film = make_visual(credits=(("main_artist", speaker),), poster=photo)
    body = "".join(
        f"<p>{quote(f'Some words that were said, number {n}, and a few more.', speaker)} she said.</p>"
        for n in range(30)
    )
    for _ in range(30):
        story = publish_story(body=body, tags=("Jazz",), lead_photo=photo, lead_visual=film)
    today = timezone.localdate()
    addresses = [
        "/", story.get_absolute_url(), "/sections/news/", "/tags/", "/tags/jazz/", "/people/", speaker.get_absolute_url(),
        "/visuals/", film.get_absolute_url(), "/quotes/", Quote.objects.first().get_absolute_url(), f"/{today:%Y}/",
        f"/{today:%Y/%m}/", f"/{today:%Y/%m/%d}/", "/corrections/",
    ]  # fmt: skip
    return {address: client.get(address).content.decode() for address in addresses}


def test_every_page_is_light(pages):
    for address, html in pages.items():
        styles = re.findall(r'<link rel="stylesheet" href="/static/([^"]+)"', html)
        scripts = re.findall(r'<script[^>]* src="/static/([^"]+)"', html)
        assert len(gzip.compress(html.encode(), 6)) <= HTML, address
        assert sum(map(packed, styles)) <= CSS, (address, styles)
        assert sum(map(packed, scripts)) <= JS, (address, scripts)


def test_no_page_asks_another_host_for_anything(pages):
    for address, html in pages.items():
        assert not re.findall(
            r'(?:src|srcset|href)="(?:https?:)?//(?!127\.0\.0\.1)[^"]*\.(?:js|css|woff2|png|jpg|avif)', html
        ), address


def test_the_three_latin_fonts_are_within_the_budget():
    fonts = ("archivo-latin", "newsreader-latin", "newsreader-italic-latin")
    total = 0
    for name in fonts:
        with open(finders.find(f"fonts/{name}.woff2"), "rb") as file:
            total += len(file.read())
    assert total <= FONTS
