"""The seed story, written from an empty form with the keyboard alone, is the demo's page."""

import re
from pathlib import Path
from urllib.parse import quote

from django.contrib.auth.models import Group, Permission
from django.urls import reverse

from articles.desk import roles
from articles.models import Article, Edition
from newsroom.demo import load as demo
from tests.browser.test_writing import saved, until

SEED = Path(demo.__file__).parent / "seed.txt"
WORKS = ("Mr. Morale & The Big Steppers", "Ma Rainey’s Black Bottom")
ADDRESS = "/2022/11/29/kendrick-lamar-we-cry-together-short-film/"
COPY = """html => navigator.clipboard.write([new ClipboardItem({
  "text/html": new Blob([html], { type: "text/html" }), "text/plain": new Blob(["-"], { type: "text/plain" }),
})])"""
PARAGRAPH = """(({ $from }) => $from.parent.isTextblock ? $from.parent.textContent : "a card")(
  document.querySelector("#id_body").articleEditor.state.selection
)"""
FOCUSED_NAME = "document.activeElement.querySelector('b')?.textContent ?? ''"


def go_to(page, selector, key="Tab", most=150):
    """Presses Tab (or Shift+Tab) until what the selector names has the focus: it can be reached, and is not a trap."""
    for _ in range(most):
        if page.evaluate("it => document.activeElement.matches(it)", selector):
            return
        page.keyboard.press(key)
    raise AssertionError(f"{selector} is not reached by {key}.")


def pick(page, field, typed):
    """In one of the admin's fields that find as one types."""
    go_to(page, f".field-{field} .select2-selection, .field-{field} .select2-search__field")
    page.keyboard.press("Enter")
    page.wait_for_selector(".select2-container--open .select2-results__option")
    until(page, "document.activeElement.matches('.select2-search__field')")
    page.keyboard.type(typed)
    page.wait_for_selector(f".select2-results__option--highlighted:has-text({typed!r})")
    page.keyboard.press("Enter")
    page.wait_for_selector(".select2-results", state="detached")


def end_of(page, words):
    """Walks down from the start of the text to the end of the paragraph with these words."""
    go_to(page, ".ProseMirror")
    press(page, "Control+Home")
    while words not in page.evaluate(PARAGRAPH):
        press(page, "ArrowDown")
    while words in page.evaluate(PARAGRAPH):
        press(page, "ArrowDown")
    press(page, "Home")
    press(page, "ArrowLeft")
    assert words in page.evaluate(PARAGRAPH)


def press(page, key):
    """The editor learns of a moved cursor a moment later."""
    page.keyboard.press(key)
    page.wait_for_timeout(40)


def put_in(page, after, kind, typed):
    """On a new line below the words: the "/" menu, the kind's first letter, what its dialog asks."""
    end_of(page, after)
    press(page, "Enter")
    assert page.evaluate(PARAGRAPH) == ""
    page.keyboard.press("/")
    page.wait_for_selector(".slash-menu")
    page.keyboard.press(kind[0])
    while page.evaluate("document.activeElement.textContent") != kind:
        page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_selector("dialog[open]")
    page.keyboard.type(typed)
    if kind == "Film or video":
        page.wait_for_selector(".combobox-list:not([hidden]) li")
        page.keyboard.press("Enter")
    go_to(page, "dialog button[type=submit]", most=5)
    page.keyboard.press("Enter")
    page.wait_for_selector("dialog", state="detached")


def decide(page, selector, wanted):
    """Goes down a list of proposals: Enter on what is wanted, X on all else."""
    go_to(page, f"{selector} li", "Shift+Tab")
    while left := page.locator(f"{selector} > li").count():
        name = page.evaluate(FOCUSED_NAME)
        page.keyboard.press("Enter" if wanted is None or name in wanted else "x")
        until(page, f"document.querySelectorAll({selector + ' > li'!r}).length < {left}")


def as_read(client, address):
    """The story as readers get it, ids and its own address aside."""
    html = client.get(address).content.decode()
    story = html[html.index("<article>") : html.index("</article>\n")]
    story = story.replace(address, "/here/").replace(quote(address, safe=""), "/here/")
    ids: dict[str, str] = {}
    named = re.sub(
        r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}", lambda it: ids.setdefault(it[0], f"id{len(ids)}"), story
    )
    named = re.sub(r"<time.*?</time>", "", named)
    # Tags stand in the order in which they were added.
    named = re.sub(r'(?<=<div class="chips">).*?(?=</div>)', lambda it: "".join(sorted(it[0].split("<a "))), named)
    return re.sub(r"\s+", " ", named)


def pasted():
    """The seed's text as its own page would give it to the clipboard: paragraphs, and the names of works in italics."""
    html = "".join(f"<p>{it}</p>" for it in SEED.read_text().strip().removeprefix("date 2022-11-29 ").split("\n\n"))
    for work in WORKS:
        html = html.replace(work, f"<em>{work.replace('&', '&amp;')}</em>")
    return html


def test_the_seed_written_with_the_keyboard_alone_is_the_demos_page(log_in, client, monkeypatch):
    monkeypatch.setattr(demo, "ART_SIZE", (96, 96))
    roles.make_roles(Group, Permission)  # a test with real transactions has emptied every table
    demo.load()
    story = Article.objects.get(slug="kendrick-lamar-we-cry-together-short-film")
    page = log_in("editor", width=1440).open(reverse("admin:articles_article_add"))
    page.wait_for_selector(".desk-toolbar")
    page.evaluate(COPY, pasted())

    go_to(page, "#id_headline")
    page.keyboard.type(story.headline)
    page.keyboard.press("Tab")
    page.keyboard.type(story.dek)
    go_to(page, ".ProseMirror")
    page.keyboard.press("Control+v")
    page.wait_for_selector(".proposals li")
    saved(page)

    decide(page, ".proposals:not([data-part])", None)
    assert page.evaluate("document.querySelector('#id_body').value").count("<q") == 11
    tags = set(story.tags.names())
    decide(page, "[data-part=subjects]", {"Link We Cry Together", "Link Taylour Paige", "Link Dave Free"})
    put_in(page, "Taylour Paige", "Film or video", "We Cry Together")
    put_in(page, "really be there and be present", "Pull quote", "Damn, I understand this character even more")

    go_to(page, "#id_section")
    page.keyboard.type("Film")
    page.keyboard.press("Tab")
    go_to(page, "#id_kicker")
    page.keyboard.type(story.kicker)
    for name in sorted(tags):
        pick(page, "tags", name)
    pick(page, "source", "Variety")
    pick(page, "lead_photo", story.lead_photo.alt[:20])
    pick(page, "lead_visual", "We Cry Together")
    saved(page)

    go_to(page, "[name=_continue]")
    page.keyboard.press("Enter")
    page.wait_for_selector(".messagelist .success")
    go_to(page, "[name=_move][value=publish]")
    page.keyboard.press("Enter")
    page.wait_for_selector(".desk-buttons .default")
    go_to(page, ".desk-buttons .default")
    page.keyboard.press("Enter")
    page.wait_for_selector(".messagelist .success")
    edition = Edition.objects.live().get(article=Article.objects.latest("pk"))
    assert as_read(client, edition.get_absolute_url()) == as_read(client, ADDRESS)
