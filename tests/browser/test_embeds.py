"""Objects in the text: put in by keyboard, seen as readers will see them, pasted and dropped."""

import re

import pytest

from articles.models import Photo
from tests.browser.test_writing import open_story, saved, type_words
from tests.factories import embed, image_bytes, make_article, make_person, make_photo, make_visual, quote

PASTE = """({ html, text }) => {
  const data = new DataTransfer()
  if (html) data.setData("text/html", html)
  data.setData("text/plain", text || "")
  document.querySelector(".ProseMirror").dispatchEvent(new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true }))
}"""
DOCS = (
    '<b style="font-weight:normal" id="docs-internal-guid-1"><h1>Head</h1><p><span style="font-weight:400">Plain </span>'
    '<span style="font-weight:700">bold</span> <span style="font-style:italic">leaning</span>, “she said so,” he said.</p>'
    '<img src="https://lh3.example.org/x.png" onerror="window.ran = 1"><p><a href="https://www.google.com/url?q=https://example.org/a">link</a></p></b>'
)
WORD = (
    "<html xmlns:o='urn:schemas-microsoft-com:office:office'><style>p{color:red}</style><body><p class=MsoListParagraphCxSpFirst "
    "style='mso-list:l0 level1 lfo1'><span style='mso-list:Ignore'>·</span>One<o:p></o:p></p><p class=MsoListParagraphCxSpLast "
    "style='mso-list:l0 level1 lfo1'><span style='mso-list:Ignore'>·</span>Two</p><blockquote>Kept</blockquote></body></html>"
)
WORD_NUMBERS = (
    "<p class=MsoNormal><b>Bold</b> and <i>leaning</i>, ‘single’ and “double”<o:p></o:p></p>"
    "<p class=MsoListParagraph style='mso-list:l1 level1 lfo2'><span style='mso-list:Ignore'>1.<span>&nbsp;&nbsp;</span></span>One</p>"
    "<p class=MsoListParagraph style='mso-list:l1 level1 lfo2'><span style='mso-list:Ignore'>2.<span>&nbsp;&nbsp;</span></span>Two</p>"
)
WEB = (
    '<div class="page"><h1>Title</h1><div><p>One <span class="x">two</span>: “said so.”</p>'
    "<blockquote><p>Held.</p></blockquote><table><tbody><tr><td>left</td><td>right</td></tr></tbody></table>"
    '<figure><img src="https://example.org/x.jpg"><figcaption>What it shows</figcaption></figure>'
    "<p>She called it <q>inline</q>.</p><ul><li>a</li><li>b</li></ul><h4>Small</h4></div><aside>Beside</aside></div>"
)
DOCS_LIST = (
    '<b id="docs-internal-guid-2" style="font-weight:normal"><ol><li dir="ltr" style="list-style-type:decimal"><p dir="ltr" role="presentation">'
    '<span style="font-weight:400">One</span></p></li><li dir="ltr"><p dir="ltr"><span style="font-weight:700">Two</span></p></li></ol>'
    '<p dir="ltr"><span>H</span><span style="font-size:0.6em;vertical-align:sub">2</span><span>O</span></p><br></b>'
)
HOSTILE = '<p onclick="window.ran=1">a</p><script>window.ran=1</script><svg onload="window.ran=1"></svg><iframe srcdoc="<script>parent.ran=1</script>"></iframe><a href="javascript:window.ran=1">x</a>'


@pytest.fixture
def page(log_in):
    article = make_article(body="<p>Before.</p>")
    desk = log_in("editor")
    page = open_story(desk, article)
    page.article = article
    return page


def body(page):
    return page.evaluate("document.querySelector('#id_body').value")


def test_a_photo_is_found_and_put_in_by_keyboard_alone(page):
    photo = make_photo(caption="Two people on a stage", renditions=True)
    type_words(page, "")
    page.keyboard.press("Enter")
    page.keyboard.press("/")
    page.wait_for_selector(".slash-menu")
    page.keyboard.press("p")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_selector("dialog[open] #pick-photo")
    page.keyboard.type("stage")
    page.wait_for_selector(".combobox-list:not([hidden]) li")
    page.keyboard.press("Enter")
    page.keyboard.press("Enter")
    page.wait_for_selector(".embed--photo img")
    assert "Two people on a stage" in page.inner_text(".embed--photo")
    saved(page)
    page.article.refresh_from_db()
    assert f'"photo":{photo.pk}' in page.article.body.replace("&quot;", '"')


def test_a_dialog_says_what_is_missing_and_keeps_the_focus_there(page):
    type_words(page, "")
    page.click("text=+ Player")
    page.wait_for_selector("dialog[open] [name=url]")
    page.fill("[name=url]", "https://spotify.link/x")
    page.keyboard.press("Enter")
    page.wait_for_selector("dialog .error")
    assert "short link" in page.inner_text("dialog .error")


def test_a_file_is_dropped_and_becomes_a_photo(page, tmp_path):
    path = tmp_path / "stage.jpg"
    path.write_bytes(image_bytes(size=(400, 300)))
    type_words(page, "")
    page.click("text=+ Photo")
    page.set_input_files("dialog input[type=file]", str(path))
    page.wait_for_selector("dialog .desk-pick__say:has-text('Taken in')")
    page.click("dialog button[type=submit]")
    page.wait_for_selector(".embed--photo")
    assert Photo.objects.count() == 1


def test_an_embed_is_cut_undone_and_edited_without_losing_its_id(page):
    make_visual("Slow Lift")
    type_words(page, "")
    page.click("text=+ Ad slot")
    page.wait_for_selector(".embed--ad")
    before = body(page)
    page.wait_for_timeout(600)  # what comes quicker is one step to undo
    page.click("[aria-label='Remove Ad slot']")
    assert "figure" not in body(page)
    page.wait_for_timeout(150)
    page.keyboard.press("Control+z")
    assert body(page) == before


@pytest.mark.parametrize(
    ("html", "holds"),
    [
        (
            DOCS,
            [
                "<h2>Head</h2>",
                "<strong>bold</strong>",
                "<em>leaning</em>",
                "“she said so,”",
                'href="https://example.org/a"',
            ],
        ),
        (WORD, ["<ul><li><p>One</p></li><li><p>Two</p></li></ul>", "<blockquote><p>Kept</p></blockquote>"]),
        (
            WORD_NUMBERS,
            [
                "<strong>Bold</strong> and <em>leaning</em>, ‘single’ and “double”",
                "<ol><li><p>One</p></li><li><p>Two</p></li></ol>",
            ],
        ),
        (
            WEB,
            [
                "<h2>Title</h2>",
                "<p>One two: “said so.”</p>",
                "<blockquote><p>Held.</p></blockquote>",
                "<p>left | right</p>",
                "What it shows",
                ">inline</q>",
                "<ul><li><p>a</p></li><li><p>b</p></li></ul>",
                "<h3>Small</h3>",
                "Beside",
            ],
        ),
        (DOCS_LIST, ["<ol><li><p>One</p></li><li><p><strong>Two</strong></p></li></ol>", "H<sub>2</sub>O"]),
    ],
    ids=["google docs", "word", "word's numbers", "a web page", "a list of google docs"],
)
def test_what_is_pasted_keeps_its_shape_and_loses_its_rubbish(page, html, holds):
    type_words(page, "")
    page.keyboard.press("Enter")
    page.evaluate(PASTE, {"html": html, "text": "x"})
    pasted = body(page)
    for it in holds:
        assert it in pasted, pasted
    assert "style" not in pasted
    assert "Plain <strong>" in pasted or "Plain" not in pasted


def test_a_strip_says_what_came_in(page):
    type_words(page, " ")
    page.evaluate(PASTE, {"html": DOCS, "text": "x"})
    page.wait_for_selector(".desk-toolbar__say:has-text('1 quotation')")
    page.wait_for_selector(".desk-toolbar__say:has-text('1 without')", timeout=4000)
    assert "1 picture left out" in page.inner_text(".desk-toolbar__say")


def test_plain_text_keeps_its_paragraphs(page):
    type_words(page, "")
    page.keyboard.press("Enter")
    page.evaluate(PASTE, {"text": "One.\n\n“Two,” she said.\n\nThree."})
    assert body(page).endswith("<p>One.</p><p>“Two,” she said.</p><p>Three.</p>")


def test_another_storys_text_comes_as_it_is_there(page):
    """Copied in one story's editor, pasted in another's: marks, speakers and cards come along."""
    other = make_article(
        body=f"<p>{quote('Yes <strong>it</strong> [is],', make_person('Ana Sample'))} she said.</p>{embed('ad')}<p>End.</p>"
    )
    tab = page.context.new_page()
    tab.goto(page.url.replace(f"/{page.article.pk}/", f"/{other.pk}/"))
    tab.wait_for_selector(".desk-toolbar")
    tab.locator(".ProseMirror p").first.click()
    tab.keyboard.press("Control+a")
    tab.keyboard.press("Control+c")
    tab.close()
    page.locator(".ProseMirror p").first.click()
    page.keyboard.press("Control+a")
    page.keyboard.press("Control+v")
    page.wait_for_selector(".embed--ad")
    saved(page)
    page.article.refresh_from_db()
    without_ids = [re.sub("[0-9a-f-]{36}", "", it.body) for it in (page.article, other)]
    assert without_ids[0] == without_ids[1]


def test_hostile_paste_runs_nothing(page):
    type_words(page, " ")
    page.evaluate(PASTE, {"html": HOSTILE, "text": "x"})
    page.wait_for_timeout(300)
    assert page.evaluate("window.ran") is None
    saved(page)
    page.article.refresh_from_db()
    for word in ("script", "onclick", "svg", "iframe", "javascript"):
        assert word not in page.article.body


def test_a_players_address_pasted_alone_offers_the_card(page):
    type_words(page, "")
    page.keyboard.press("Enter")
    page.evaluate(PASTE, {"text": "https://www.youtube.com/watch?v=dQw4w9WgXcQ"})
    page.click("text=Put the player in")
    page.wait_for_selector(".embed--player:has-text('YouTube')")


def test_a_quotation_pasted_from_another_story_gets_an_id_of_its_own(page):
    other = make_article(body=f"<p>{quote('Yes.', make_person('Ana Sample'))}</p>")
    uuid = other.body.split('data-quote="')[1][:36]
    type_words(page, " ")
    page.evaluate(PASTE, {"html": other.body, "text": "x"})
    assert uuid in body(page)
    saved(page)
    assert uuid not in body(page)
    assert page.locator(".said").count() == 1


def test_names_that_look_like_addresses_stay_names(page):
    type_words(page, " ")
    page.evaluate(PASTE, {"html": "<p>K.Dot met will.i.am at https://example.org/a today.</p>", "text": ""})
    type_words(page, " K.Dot left.")
    assert "K.Dot met will.i.am at" in body(page)
    assert " K.Dot left." in body(page)


def test_an_advertisement_line_becomes_a_slot(page):
    type_words(page, " ")
    page.evaluate(PASTE, {"html": "<p>One.</p><p>Advertisement</p><p>Two.</p>", "text": ""})
    page.wait_for_selector(".embed--ad")
    assert "Advertisement" not in body(page)
