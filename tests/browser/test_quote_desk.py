"""Paste a story, confirm who said what with the keyboard."""

import re
from pathlib import Path
from urllib.parse import quote

from django.contrib.auth.models import Group, Permission
from django.urls import reverse

from articles.body.quotes import quotes_in
from articles.desk import roles
from articles.models import Article, Edition, Quote, QuoteDecision, Section, Source
from newsroom.demo import load as demo
from tests.browser.interview import interview
from tests.browser.test_embeds import PASTE
from tests.browser.test_writing import open_story, saved
from tests.factories import make_article, make_person, make_section

QUOTES = ".proposals:not([data-part]) li"
SEED = Path(__file__).parents[2] / "newsroom" / "demo" / "seed.txt"


def test_the_seeds_text_is_pasted_and_its_six_quotations_confirmed_by_keyboard(log_in):
    kendrick = make_person("Kendrick Lamar", aliases=("K. Dot", "K.Dot", "Kendrick"), pronouns="he")
    dave = make_person("Dave Free", pronouns="he")
    desk = log_in("writer", width=1440)
    page = desk.open(reverse("admin:articles_article_add"))
    page.wait_for_selector(".desk-toolbar")
    page.fill("#id_headline", "Kendrick Lamar wanted the room to feel thick")
    page.evaluate("document.querySelector('#id_body').articleEditor.commands.focus('end')")
    page.wait_for_timeout(150)
    text = SEED.read_text().strip().removeprefix("date 2022-11-29 ").replace("\n\nAdvertisement", "")
    page.evaluate(PASTE, {"html": "".join(f"<p>{it}</p>" for it in text.split("\n\n")), "text": text})
    page.wait_for_selector(QUOTES)
    assert page.locator(QUOTES).count() == 6
    assert page.evaluate("document.querySelector('#id_body').value").count("<q") == 0
    saved(page)
    page.locator(QUOTES).first.focus()
    for _ in range(6):
        page.keyboard.press("Enter")
        page.wait_for_timeout(120)
    assert page.locator(QUOTES).count() == 0
    saved(page)
    quotes = quotes_in(Article.objects.get().body)
    assert [len(it.pieces) for it in quotes] == [2, 1, 2, 2, 2, 2]
    said_by = [it.speaker_id for it in quotes]
    assert said_by == [kendrick.pk, kendrick.pk, kendrick.pk, dave.pk, dave.pk, kendrick.pk]
    assert QuoteDecision.objects.count() == 6


def test_a_refused_quotation_does_not_come_back(log_in):
    make_person("Ana Sample", pronouns="she")
    article = make_article(body="<p>Ana Sample came late. “We left the hum in,” Sample said.</p>")
    desk = log_in("editor", width=1440)
    page = open_story(desk, article)
    page.click("[data-tab=quotes]")
    page.click("[data-find]")
    page.wait_for_selector(".proposals li")
    page.locator(".proposals li").first.focus()
    page.keyboard.press("x")
    page.wait_for_timeout(300)
    page.click("[data-find]")
    page.wait_for_selector("[data-part=desk] [role=status]:has-text('Nothing waits')")
    assert QuoteDecision.objects.get().verdict == "rejected"


WORKS = ("Mr. Morale & The Big Steppers", "Ma Rainey’s Black Bottom")
DEMO_PAGE = "/2022/11/29/kendrick-lamar-we-cry-together-short-film/"
CURSOR_AFTER = """(words) => {
  const { articleEditor: editor } = document.querySelector("#id_body")
  let end = null
  editor.state.doc.descendants((node, position) => {
    if (node.isTextblock && node.textContent.includes(words)) end ??= position + node.nodeSize - 1
  })
  editor.chain().focus().setTextSelection(end).run()
}"""


def put_in(page, after, kind, typed):
    """On a new line below the words: the "/" menu, the kind's first letters, what its dialog asks, Enter."""
    page.evaluate(CURSOR_AFTER, after)
    page.wait_for_timeout(150)  # the editor takes the focus with the next frame
    page.keyboard.press("Enter")
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
    page.focus("dialog button[type=submit]")  # Enter in a field of several lines is a new line
    page.keyboard.press("Enter")
    page.wait_for_selector("dialog", state="detached")


def decide_rows(page, selector, wanted):
    """Goes down a list of proposals: Enter on what is wanted, X on all else."""
    page.locator(f"{selector} li").first.focus()
    while page.locator(f"{selector} li").count():
        before = page.locator(f"{selector} li").count()
        name = page.evaluate("document.activeElement.querySelector('b').textContent")
        page.keyboard.press("Enter" if name in wanted else "x")
        page.wait_for_function(
            "([selector, before]) => document.querySelectorAll(`${selector} li`).length < before",
            arg=[selector, before],
        )


def as_read(client, address):
    """The story as readers get it, ids and its own address aside."""
    html = client.get(address).content.decode()
    story = (
        html[html.index("<article>") : html.index("</article>\n")]
        .replace(address, "/here/")
        .replace(quote(address, safe=""), "/here/")
    )
    ids: dict[str, str] = {}
    named = re.sub(
        r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}", lambda it: ids.setdefault(it[0], f"id{len(ids)}"), story
    )
    named = re.sub(r"<time.*?</time>", "", named)
    # Tags stand in the order in which they were added.
    named = re.sub(r'(?<=<div class="chips">).*?(?=</div>)', lambda it: "".join(sorted(it[0].split("<a "))), named)
    return re.sub(r"\s+", " ", named)


def test_the_seed_pasted_and_confirmed_is_the_demos_page(log_in, client, settings, monkeypatch):
    monkeypatch.setattr(demo, "ART_SIZE", (96, 96))
    roles.make_roles(Group, Permission)  # a test with real transactions has emptied every table
    demo.load()
    story = Article.objects.get(slug="kendrick-lamar-we-cry-together-short-film")
    page = log_in("editor", width=1440).open(reverse("admin:articles_article_add"))
    page.wait_for_selector(".desk-toolbar")
    page.focus("#id_headline")
    page.keyboard.type(story.headline)
    page.keyboard.press("Tab")
    page.keyboard.type(story.dek)
    page.evaluate("document.querySelector('#id_body').articleEditor.commands.focus('end')")
    page.wait_for_timeout(150)
    html = "".join(f"<p>{it}</p>" for it in SEED.read_text().strip().removeprefix("date 2022-11-29 ").split("\n\n"))
    for work in WORKS:
        html = html.replace(work, f"<em>{work.replace('&', '&amp;')}</em>")
    page.evaluate(PASTE, {"html": html, "text": ""})
    page.wait_for_selector(".proposals li")
    saved(page)
    page.locator(".proposals li").first.focus()
    for left in range(5, -1, -1):
        page.keyboard.press("Enter")
        page.wait_for_function(f"document.querySelectorAll('.proposals:not([data-part]) li').length === {left}")
    links = {"Link We Cry Together", "Link Taylour Paige", "Link Dave Free"}
    tags = {f"Tag {name}" for name in story.tags.names()}
    decide_rows(page, "[data-part=subjects]", links | tags)
    put_in(page, "Taylour Paige", "Film or video", "We Cry Together")
    put_in(page, "really be there and be present", "Pull quote", "Damn, I understand this character even more")
    page.focus("#id_section")
    page.select_option("#id_section", str(Section.objects.get(name="Film & visuals").pk))
    page.fill("#id_kicker", story.kicker)
    saved(page)
    written = Article.objects.latest("pk")
    # Fields that Select2 fills by mouse and keyboard alike are Django's own; here they are filled as they are stored.
    Article.objects.filter(pk=written.pk).update(
        source=Source.objects.get(outlet="Variety"), lead_photo=story.lead_photo, lead_visual=story.lead_visual
    )
    for name in story.tags.names():
        written.tags.add(name, through_defaults={}) if name not in written.tags.names() else None
    page.reload()
    page.wait_for_selector(".desk-toolbar")
    page.focus("[name=_move][value=publish]")
    page.keyboard.press("Enter")
    page.wait_for_selector(".desk-buttons .default")
    page.focus(".desk-buttons .default")
    page.keyboard.press("Enter")
    page.wait_for_selector(".messagelist .success")
    edition = Edition.objects.live().get(article=written)
    mine, theirs = as_read(client, edition.get_absolute_url()), as_read(client, DEMO_PAGE)
    assert mine == theirs


def test_an_interview_of_three_thousand_words_is_confirmed_with_one_key_each(log_in, client):
    orla = make_person("Orla Quist", pronouns="she")
    section = make_section("Interviews")
    text, answers = interview("Orla Quist", words=3_000)
    page = log_in("editor", width=1440).open(reverse("admin:articles_article_add"))
    page.wait_for_selector(".desk-toolbar")
    page.fill("#id_headline", "Orla Quist: ‘I left the windows open’")
    page.select_option("#id_section", str(section.pk))
    page.evaluate("document.querySelector('#id_body').articleEditor.commands.focus('end')")
    page.wait_for_timeout(150)
    page.evaluate(PASTE, {"html": "".join(f"<p>{it}</p>" for it in text.split("\n\n")), "text": text})
    page.wait_for_selector(".proposals li")
    saved(page)
    found = page.locator(QUOTES).count()
    assert found == len(answers)
    page.locator(".proposals li").first.focus()
    for left in range(found - 1, -1, -1):
        page.keyboard.press("Enter")
        page.wait_for_function(f"document.querySelectorAll('.proposals:not([data-part]) li').length === {left}")
    page.click("[name=_continue]")
    page.wait_for_selector(".messagelist .success")
    page.click("[name=_move][value=publish]")
    page.click(".desk-buttons .default")
    page.wait_for_selector(".messagelist .success")
    said = Quote.objects.live().order_by("number")
    assert {quote.speaker_id for quote in said} == {orla.pk}
    assert [quote.text for quote in said] == answers


def test_an_undo_brings_the_proposal_back_and_shift_j_splits_it(log_in):
    make_person("Ana Sample", pronouns="she")
    article = make_article(body="<p>“We left the hum in,” Ana Sample said. “It was in tune.”</p>")
    page = open_story(log_in("editor", width=1440), article)
    page.click("[data-tab=quotes]")
    page.click("[data-find]")
    page.wait_for_selector(".proposals li")
    page.locator(".proposals li").first.focus()
    page.keyboard.press("Shift+j")
    assert page.locator(QUOTES).count() == 2
    page.locator(".proposals li").nth(1).focus()
    page.keyboard.press("j")
    assert page.locator(QUOTES).count() == 1
    page.locator(".proposals li").first.focus()
    page.keyboard.press("Enter")
    page.wait_for_function("document.querySelectorAll('.proposals:not([data-part]) li').length === 0")
    page.evaluate("document.querySelector('#id_body').articleEditor.commands.focus()")
    page.wait_for_timeout(150)
    page.keyboard.press("Control+z")
    page.wait_for_function("document.querySelectorAll('.proposals:not([data-part]) li').length === 1")
    assert "<q" not in page.evaluate("document.querySelector('#id_body').value")


def test_a_nobody_is_searched_and_becomes_another_name_of_somebody(log_in):
    make_person("Ana Sample", pronouns="she")
    article = make_article(body="<p>“We left the hum in,” Nadia Static said. “It was in tune.”</p>")
    page = open_story(log_in("editor", width=1440), article)
    page.click("[data-tab=quotes]")
    page.click("[data-find]")
    page.wait_for_selector(".proposals li")
    page.locator(".proposals li").first.focus()
    page.keyboard.press("s")
    page.wait_for_selector("dialog[open] #quote-speaker")
    assert page.input_value("#quote-speaker") == "Nadia Static"
    page.keyboard.press("End")
    page.keyboard.type(" ")
    page.wait_for_selector(".combobox-list:not([hidden]) li:has-text('is another name of')")
    page.click(".combobox-list li:has-text('is another name of')")
    page.wait_for_selector("#alias-owner")
    page.keyboard.type("ana")
    page.wait_for_selector("#alias-owner ~ .combobox-list:not([hidden]) li")
    page.keyboard.press("Enter")
    page.keyboard.press("Enter")
    page.wait_for_selector("#alias-owner", state="detached")
    page.focus("#quote-speaker")
    page.keyboard.press("Enter")
    page.wait_for_selector("dialog", state="detached")
    saved(page)
    article.refresh_from_db()
    (quote,) = quotes_in(article.body)
    assert (quote.speaker_id is not None, len(quote.pieces)) == (True, 2)
    assert QuoteDecision.objects.get().speaker.aliases.get().name == "Nadia Static"
