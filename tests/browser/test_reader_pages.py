"""Readers' pages in Chromium: every kind of page, both themes, phone to wide screen, with and without script."""

import re

import pytest

from articles.desk.publishing import CorrectionText, publish, withdraw
from articles.models import Quote
from tests.browser.axe import found_by_axe
from tests.factories import embed, make_person, make_photo, make_source, make_visual, publish_story, quote

LAYOUT_SHIFT = """
window.shift = 0
new PerformanceObserver((list) => { for (const it of list.getEntries()) if (!it.hadRecentInput) window.shift += it.value })
  .observe({ type: "layout-shift", buffered: true })
"""


# Usually 0; fonts that come a quarter of a second late moved single lines by up to 0.023, "good" ends at 0.1.
LATE_FONTS = 0.03


@pytest.fixture
def pages(db):
    """One page of each kind, by name."""
    photo = make_photo(alt="Grooves", renditions=True, size=(1200, 900))
    speaker = make_person("Orla Sample", role="Singer", bio="A sample. (Sample: an invented name.)")
    film = make_visual("Slow Lift", credits=(("main_artist", speaker), ("director", "Ana Sample")), poster=photo)
    body = (
        f'<p>It began <em>quietly</em> with <a data-ref="person:{speaker.pk}">Orla Sample</a>.</p>'
        f"{embed('visual', visual=film.pk)}<p>{quote('We left the hum of the fridge in. It was in tune,', speaker)} she said.</p>"
        f"{embed('pullquote', words='It was in tune')}{embed('ad')}{embed('photo', photo=photo.pk)}<h2>After</h2>"
        f"<ul><li><p>One</p></li></ul><p>He called it {quote('odd', label='a spokesman')} and left [the room].</p>"
    )
    facts = {
        "tags": ("Jazz", "Tyler, The Creator"),
        "lead_photo": photo,
        "source": make_source("Variety"),
        "dek": "A dek.",
    }
    story = publish_story("The hum of the fridge was in tune", body=body, **facts)
    story = publish(
        story.article, by=None, correction=CorrectionText("An earlier version said C sharp.", is_material=True)
    )
    publish_story("A story without a picture", body=f"<p>{quote('Yes.', speaker)}</p>", tags=("Jazz",))
    gone = publish_story("Gone")
    withdraw(gone.article, by=None, note="We could not stand it up.")
    on = story.published_on
    return {
        "front": "/", "story": story.get_absolute_url(), "section": "/sections/news/", "tag": "/tags/jazz/", "tags": "/tags/",
        "person": speaker.get_absolute_url(), "people": "/people/", "visual": film.get_absolute_url(), "visuals": "/visuals/",
        "quote": Quote.objects.live().filter(speaker=speaker).first().get_absolute_url(), "quotes": "/quotes/",
        "year": f"/{on:%Y}/", "month": f"/{on:%Y/%m}/", "day": f"/{on:%Y/%m/%d}/", "archive": "/archive/",
        "corrections": "/corrections/", "about": "/about/", "gone": gone.get_absolute_url(), "missing": "/nothing/here/",
    }  # fmt: skip


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("width", [390, 1440])
def test_axe_finds_nothing_and_nothing_moves(pages, open_page, width, dark):
    reader = open_page(width=width, dark=dark)
    reader.page.add_init_script(LAYOUT_SHIFT)
    for name, path in pages.items():
        page = reader.open(path)
        page.evaluate("document.fonts.ready")
        assert found_by_axe(page, dark=dark) == {}, name
        assert page.evaluate("window.shift") < LATE_FONTS, name
        assert page.evaluate("document.cookie") == "", name
        reader.check_page(name)


def test_no_page_scrolls_sideways(pages, open_page):
    reader = open_page()
    for width in (320, 390, 820, 1440, 1920):
        reader.page.set_viewport_size({"width": width, "height": 900})
        for name, path in pages.items():
            page = reader.open(path)
            assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), (name, width)
    reader.wrongs = [it for it in reader.wrongs if "404" not in it and "410" not in it]


def test_the_story_mirrors_in_a_right_to_left_script(pages, open_page):
    reader = open_page(width=1440)
    page = reader.open(pages["story"])
    page.evaluate("document.documentElement.dir = 'rtl'")
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    say, who = (page.locator(it).first.bounding_box() for it in (".say p", ".say .who"))
    assert who["x"] > say["x"]


def test_everything_reads_and_links_without_script(pages, open_page):
    reader = open_page(width=390, java_script_enabled=False)
    page = reader.page
    page.goto(reader.base + pages["story"])
    assert "The hum of the fridge" in page.inner_text("h1")
    page.locator("q a").first.click()
    assert re.search(r"/quotes/[0-9a-f-]{36}/$", page.url)
    page.get_by_role("link", name="Read it in the story").click()
    assert page.url.startswith(reader.base + pages["story"])


def test_the_keyboard_goes_to_the_story_first_and_its_place_is_seen(pages, open_page):
    reader = open_page()
    page = reader.open(pages["story"])
    page.keyboard.press("Tab")
    assert "Skip" in page.evaluate("document.activeElement.textContent")
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.querySelector('main').contains(document.activeElement)")
    assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") != "none"


def test_the_theme_can_be_turned_and_stays(pages, open_page):
    reader = open_page()
    page = reader.open("/")
    before = page.evaluate("getComputedStyle(document.body).backgroundColor")
    page.locator("theme-toggle button").click()
    turned = page.evaluate("getComputedStyle(document.body).backgroundColor")
    assert turned != before
    page = reader.open(pages["quote"])
    assert page.evaluate("document.documentElement.dataset.theme") == "dark"
