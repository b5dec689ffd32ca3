"""Every dialog of the writing surface: by keyboard, and nothing that axe finds, in light and dark."""

import pytest
from django.urls import reverse

from articles.models import Credit, Visual
from tests.browser.axe import found_by_axe
from tests.browser.editing import select_words, take
from tests.browser.test_writing import open_story, saved, type_words
from tests.factories import (
    embed,
    image_bytes,
    make_article,
    make_person,
    make_photo,
    make_source,
    make_visual,
    quote,
    update,
)

LIST = ".combobox-list:not([hidden]) li"


@pytest.fixture
def page(log_in):
    page = open_story(log_in("editor"), make_article(body="<p>“We left the hum in,” she said.</p>"))
    type_words(page, "")
    return page


def text(page):
    return page.evaluate("document.querySelector('#id_body').value")


def test_a_film_that_is_not_there_yet_is_made_with_its_credits(page):
    director = make_person("Ana Sample")
    page.click("text=+ Film or video")
    page.wait_for_selector("dialog[open] #pick-visual")
    page.keyboard.type("Slow Lift")
    page.wait_for_selector(LIST)
    page.keyboard.press("Enter")
    page.wait_for_selector("dialog[open] .desk-lines")
    assert page.input_value("#row_title") == "Slow Lift"
    page.select_option("#row_kind", "short_film")
    page.select_option("#row_form-0-role", "director")
    page.focus("#row_form-0-name")
    page.keyboard.type("ana")
    take(page, "Ana Sample")
    page.keyboard.press("Enter")
    for _ in range(2):
        page.click("[data-add-line]")
    assert page.evaluate("document.activeElement.id") == "row_form-4-role"
    page.keyboard.type("Edit")
    page.keyboard.press("Tab")
    page.keyboard.type("Somebody Else")
    take(page, "without a page")
    page.keyboard.press("Enter")
    page.keyboard.press("Enter")
    page.wait_for_selector(".desk-lines", state="detached")
    assert page.input_value("#pick-visual") == "Slow Lift"
    page.focus("#pick-visual")
    page.keyboard.press("Enter")
    page.wait_for_selector(".embed--visual .embed__line--first")
    assert page.inner_text(".embed--visual .embed__line--first") == "Slow Lift"
    film = Visual.objects.get()
    lines = [(it.role, it.person, it.name) for it in Credit.objects.filter(visual=film)]
    assert lines == [("director", director, ""), ("editor", None, "Somebody Else")]


def test_a_photos_own_words_and_crops_are_changed_where_it_is_put_in(page, tmp_path):
    file = tmp_path / "hall.jpg"
    file.write_bytes(image_bytes(size=(900, 600)))
    page.click("text=+ Photo")
    page.wait_for_selector("dialog[open] #pick-photo")
    page.set_input_files("#file-photo", str(file))
    page.click("text=Its own words and crops")
    page.wait_for_selector("dialog[open] .focal__crop")
    page.fill("#row_alt", "An empty hall")
    page.fill("#row_credit", "Photo: A. Name")
    page.locator(".focal__point").focus()
    page.keyboard.press("Shift+ArrowRight")
    page.click("dialog[open]:has(focal-point) button[type=submit]")
    page.wait_for_selector("focal-point", state="detached")
    assert page.input_value("#pick-photo") == "An empty hall"
    page.click("dialog[open] button[type=submit]")
    page.wait_for_selector(".embed--photo .embed__line")
    assert "Photo: A. Name" in page.inner_text(".embed--photo")
    assert "No alternative" not in page.inner_text(".embed--photo")


def test_a_quotation_says_where_it_was_said_if_elsewhere_than_the_story(page):
    make_person("Ana Sample")
    source = make_source("The Late Hour")
    select_words(page, "“We left the hum in,”")
    page.keyboard.press("Control+Alt+q")
    page.wait_for_selector("dialog[open] #quote-speaker")
    page.keyboard.type("ana")
    take(page, "Ana Sample")
    page.keyboard.press("Enter")
    page.focus("#quote-source")
    page.keyboard.type("nowhere")
    page.keyboard.press("Enter")
    page.wait_for_selector("#quote-problem:has-text('Pick where it was said')")
    page.fill("#quote-source", "")
    page.keyboard.type("late")
    take(page, "The Late Hour")
    page.keyboard.press("Enter")
    page.keyboard.press("Enter")
    page.wait_for_selector("dialog", state="detached")
    assert f'data-source="{source.pk}"' in text(page)
    saved(page)
    page.reload()
    page.wait_for_selector(".desk-toolbar")
    select_words(page, "“We left the hum in,”")
    page.keyboard.press("Control+Alt+q")
    page.wait_for_selector("dialog[open] #quote-source")
    page.wait_for_timeout(400)
    assert page.input_value("#quote-source") == "The Late Hour"
    page.fill("#quote-source", "")
    page.focus("#quote-speaker")
    page.keyboard.press("Enter")
    page.wait_for_selector("dialog", state="detached")
    assert "data-source" not in text(page)


def open_alias(page):
    select_words(page, "she said")
    page.keyboard.press("Control+Alt+q")
    page.wait_for_selector("dialog[open] #quote-speaker")
    page.keyboard.type("Nadia Static")
    take(page, "is another name of")


def open_conflict(desk, article):
    page = desk.page
    update(article, headline="Theirs", body="<p>Theirs instead.</p>")
    type_words(page, " Mine.")
    page.wait_for_selector("dialog[open] .conflict", timeout=15_000)
    desk.wrongs = [it for it in desk.wrongs if "409" not in it]  # the answer that says so


def looked_at(name, desk, *, dark, within=None):
    """What axe finds there. It tries inline styles, which the CSP refuses: looked at before, forgotten after."""
    desk.check()
    found = found_by_axe(desk.page, within=within, dark=dark)
    desk.wrongs.clear()
    desk.page.evaluate("window.violations.length = 0")
    return {(name, rule): where for rule, where in found.items()}


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_axe_finds_nothing_in_any_dialog(log_in, dark):
    photo, speaker = make_photo(caption="On stage", renditions=True), make_person("Ana Sample")
    make_source("The Late Hour")
    shown = embed("photo", photo=photo.pk) + embed("visual", visual=make_visual("Slow Lift").pk)
    article = make_article(body=f"<p>{quote('Yes.', speaker)} she said.</p>{shown}")
    desk = log_in("editor", dark=dark, width=1440)
    found = {}

    def look(name):
        found.update(looked_at(name, desk, dark=dark, within="dialog[open]"))

    def close():
        while page.locator("dialog[open]").count():
            page.keyboard.press("Escape")
            page.wait_for_timeout(80)

    page = open_story(desk, article)
    for kind in ("Photo", "Gallery", "Film or video", "Player", "Pull quote"):
        page.click(f"text=+ {kind}")
        page.wait_for_selector("dialog[open]")
        look(kind)
        page.click("dialog[open] button[type=submit]")
        page.wait_for_selector("dialog[open] [aria-invalid=true]")
        look(f"{kind}, refused")
        close()
    page.click("text=+ Photo")
    page.wait_for_selector("#pick-photo")
    page.keyboard.type("stage")
    page.wait_for_selector(LIST)
    look("a list of photos")
    page.keyboard.press("Enter")
    page.click("text=Its own words and crops")
    page.wait_for_selector("dialog[open] .focal__crop")
    look("a photo's words")
    close()
    page.click("text=+ Film or video")
    page.wait_for_selector("#pick-visual")
    page.keyboard.type("New one")
    take(page, "Add “New one”")
    page.keyboard.press("Enter")
    page.wait_for_selector("dialog[open] .desk-lines")
    look("a new film")
    close()
    select_words(page, "Yes.")
    page.keyboard.press("Control+Alt+q")
    page.wait_for_selector("#quote-speaker")
    look("a quotation")
    close()
    open_alias(page)
    look("a list of people")
    page.keyboard.press("Enter")
    page.wait_for_selector("#alias-owner")
    look("another name")
    close()
    select_words(page, "she said")
    page.keyboard.press("Control+k")
    page.wait_for_selector("dialog[open]")
    look("a link")
    close()
    page.evaluate("document.activeElement.blur()")
    page.keyboard.press("?")
    page.wait_for_selector(".desk-keys")
    look("keys")
    close()
    open_conflict(desk, article)
    look("two texts")
    close()
    assert not found, "\n".join(f"{key}: {html}" for key, html in found.items())
    desk.wrongs.clear()


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_axe_finds_nothing_on_the_way_in(open_page, log_in, dark):
    found = {}

    def look(name, desk):
        found.update(looked_at(name, desk, dark=dark))

    way_in = open_page(dark=dark)
    page = way_in.open("/admin/login/")
    look("login", way_in)
    page.fill("[name=username]", "nobody")
    page.fill("[name=password]", "wrong")
    page.keyboard.press("Enter")
    page.wait_for_selector(".errornote")
    look("refused", way_in)
    desk = log_in("writer", dark=dark)
    desk.open(reverse("admin:password_change"))
    look("password", desk)
    desk.open("/admin/")
    desk.page.click("#logout-form button")
    look("logged out", desk)
    assert not found, "\n".join(map(str, found.items()))
