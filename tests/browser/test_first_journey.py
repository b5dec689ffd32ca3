"""From an imported draft to a page that readers read."""

from pathlib import Path

from django.core.management import call_command
from django.urls import reverse

from articles.models import Article, Edition, Quote
from tests.browser.editing import mark, select_words
from tests.factories import make_person, make_section, make_source

SEED = Path(__file__).parents[2] / "newsroom" / "demo" / "seed.txt"


def test_log_in_open_the_imported_seed_mark_quotations_publish_and_read(log_in, open_page):
    call_command("import_story", str(SEED))
    kendrick = make_person("Kendrick Lamar", aliases=("K. Dot",), role="Rapper")
    section = make_section("Film & visuals")
    source = make_source("Variety")
    article = Article.objects.get()
    Article.objects.filter(pk=article.pk).update(source=source)

    desk = log_in("editor")
    page = desk.open(reverse("admin:articles_article_change", args=[article.pk]))
    page.wait_for_selector(".desk-toolbar")
    assert page.evaluate(
        "document.querySelector('#id_body').value === document.querySelector('#id_body').articleEditor.getHTML()"
    )

    first = "“So in writing, I say, ‘Okay, how can I make this feel personal, but also holding up a mirror as a collective concept, rather than just a personal concept,’”"
    second = "“I wanted to bring that drama because, at the end of the day, whether we like it or not — the good, the bad and the ugly, the pros and cons — that’s what makes everything evolve.”"
    mark(page, first, "k dot")
    mark(page, second, "")  # the same speaker as before, and the same quotation
    assert page.locator(".said").first.get_attribute("data-who") == "Kendrick Lamar"
    page.select_option("#id_section", str(section.pk))
    page.click("[name=_move][value=publish]")
    page.click("text=Publish now")
    page.wait_for_selector(".messagelist .success")

    edition = Edition.objects.live().get()
    quote = Quote.objects.get()
    assert (quote.speaker, quote.credited_as, len(quote.pieces)) == (kendrick, "K. Dot", 2)
    reader = open_page(width=390)
    story = reader.open(edition.get_absolute_url())
    assert story.locator("h1").inner_text() == edition.headline
    assert story.locator("q").count() == 2
    story.locator("q a").first.click()
    assert story.url.endswith(quote.get_absolute_url())
    assert "makes everything evolve" in story.locator("main").inner_text()
    desk.check()


def test_a_new_person_and_an_unnamed_source_are_made_where_they_are_needed(log_in):
    from tests.factories import make_article

    desk = log_in("writer")
    page = desk.open("/admin/")
    article = make_article(body="<p>“We left the hum in,” she said. “No comment,” said a spokesman.</p>")
    Article.objects.update(created_by=desk_user())
    page = desk.open(reverse("admin:articles_article_change", args=[article.pk]))
    page.wait_for_selector(".desk-toolbar")
    mark(page, "“We left the hum in,”", "Nadia Sample")
    mark(page, "“No comment,”", "a spokesman", option="Unnamed source")
    page.click("[name=_continue]")
    page.wait_for_selector(".messagelist .success")
    article.refresh_from_db()
    from people.models import Person

    person = Person.objects.get(name="Nadia Sample")
    assert f'data-speaker="{person.pk}"' in article.body
    assert 'data-label="a spokesman"' in article.body


def desk_user():
    from django.contrib.auth.models import User

    return User.objects.get()


def test_undo_takes_a_mark_back_and_redo_restores_it_to_the_byte(log_in):
    from tests.factories import make_article

    make_person("Ana Sample")
    article = make_article(body="<p>“We <strong>left</strong> it [in],” she said.</p>")
    desk = log_in("editor")
    page = desk.open(reverse("admin:articles_article_change", args=[article.pk]))
    page.wait_for_selector(".desk-toolbar")
    value = "document.querySelector('#id_body').value"
    before = page.evaluate("document.querySelector('#id_body').articleEditor.getHTML()")
    select_words(page, "“We ", "it [in],”")
    page.keyboard.press("Control+Alt+q")
    page.wait_for_selector("dialog[open] #quote-speaker")
    page.keyboard.type("ana")
    page.wait_for_selector(".combobox-list:not([hidden]) li")
    page.keyboard.press("Enter")
    page.keyboard.press("Enter")
    page.wait_for_selector("dialog", state="detached")
    marked = page.evaluate(value)
    assert marked.startswith("<p><q data-quote=")
    page.keyboard.press("Control+z")
    assert page.evaluate(value) == before
    page.keyboard.press("Control+Shift+z")
    assert page.evaluate(value) == marked
