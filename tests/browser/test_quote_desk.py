"""Paste a story, confirm who said what with the keyboard."""

from pathlib import Path

from django.urls import reverse

from articles.body.quotes import quotes_in
from articles.models import Article, QuoteDecision
from tests.browser.test_embeds import PASTE
from tests.browser.test_writing import saved
from tests.factories import make_person

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
    page.wait_for_selector(".proposals li")
    assert page.locator(".proposals li").count() == 6
    assert page.evaluate("document.querySelector('#id_body').value").count("<q") == 0
    saved(page)
    page.locator(".proposals li").first.focus()
    for _ in range(6):
        page.keyboard.press("Enter")
        page.wait_for_timeout(120)
    assert page.locator(".proposals li").count() == 0
    saved(page)
    quotes = quotes_in(Article.objects.get().body)
    assert [len(it.pieces) for it in quotes] == [2, 1, 2, 2, 2, 2]
    said_by = [it.speaker_id for it in quotes]
    assert said_by == [kendrick.pk, kendrick.pk, kendrick.pk, dave.pk, dave.pk, kendrick.pk]
    assert QuoteDecision.objects.count() == 6


def test_a_refused_quotation_does_not_come_back(log_in):
    from tests.browser.test_writing import open_story
    from tests.factories import make_article

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
