"""Paste a story, confirm who said what with the keyboard."""

from pathlib import Path

from django.urls import reverse

from articles.body.quotes import quotes_in
from articles.models import Article, Quote, QuoteDecision
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
