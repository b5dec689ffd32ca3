"""The writing surface: what is typed is kept, whatever happens."""

from django.contrib.sessions.models import Session
from django.urls import reverse

from articles.desk.saving import BylineLine, opened, save
from articles.models import Article, Revision
from tests.factories import make_article, make_person, make_section, make_tag, make_user

TYPE_AT_END = "document.querySelector('#id_body').articleEditor.commands.focus('end')"


def open_story(desk, article):
    page = desk.open(reverse("admin:articles_article_change", args=[article.pk]))
    page.wait_for_selector(".desk-toolbar")
    return page


def type_words(page, words):
    page.evaluate(TYPE_AT_END)
    until(page, "document.activeElement.classList.contains('ProseMirror')")  # which takes it with a later frame
    page.keyboard.type(words)


STATUS = "document.querySelector('[data-desk=status]').textContent"
IS_SAVED = f"{STATUS}.startsWith('Saved ') && !document.querySelector('#article_form').deskAutosave.dirty"


def until(page, expression, timeout=9000):
    """Waits for an expression to hold. The page's CSP forbids eval, which Playwright's own waiting needs."""
    for _ in range(timeout // 100):
        if page.evaluate(expression):
            return
        page.wait_for_timeout(100)
    raise AssertionError(f"{expression}: never; the form says {page.evaluate(STATUS)!r}")


def saved(page, timeout=9000):
    page.wait_for_timeout(150)
    until(page, IS_SAVED, timeout)


def test_a_new_story_is_kept_from_its_first_words_without_a_click(log_in):
    desk = log_in("writer")
    page = desk.open(reverse("admin:articles_article_add"))
    page.wait_for_selector(".desk-toolbar")
    type_words(page, "First words.")
    saved(page)
    article = Article.objects.get()
    assert (article.body, article.headline) == ("<p>First words.</p>", "Untitled")
    assert page.url.endswith(reverse("admin:articles_article_change", args=[article.pk]))
    page.fill("#id_headline", "A name at last")
    saved(page)
    page.click("[name=_continue]")
    page.wait_for_selector(".messagelist .success")
    article.refresh_from_db()
    assert article.headline == "A name at last"
    assert Article.objects.count() == 1


def test_opening_a_story_changes_nothing(log_in):
    article = make_article()
    desk = log_in("editor")
    page = open_story(desk, article)
    page.wait_for_timeout(2500)
    article.refresh_from_db()
    assert article.version == 1


def test_what_was_typed_offline_is_kept_and_sent_when_the_desk_is_back(log_in):
    article = make_article(body="<p>Before.</p>")
    desk = log_in("editor")
    page = open_story(desk, article)
    page.context.set_offline(True)
    type_words(page, " Typed offline.")
    until(page, f"{STATUS}.includes('kept in this browser')")
    page.context.set_offline(False)
    saved(page, timeout=15_000)
    article.refresh_from_db()
    assert "Typed offline." in article.body
    desk.wrongs = [it for it in desk.wrongs if "ERR_INTERNET_DISCONNECTED" not in it]


def test_a_killed_tab_is_offered_back(log_in):
    article = make_article(body="<p>Before.</p>")
    desk = log_in("editor")
    page = open_story(desk, article)
    page.context.set_offline(True)
    type_words(page, " Never sent.")
    page.wait_for_timeout(600)
    page.context.set_offline(False)
    page.evaluate("() => { document.querySelector('#article_form').deskAutosave.submitting = true }")  # no farewell
    page = open_story(desk, article)
    page.wait_for_selector(".desk-offer")
    assert "the desk does not have" in page.inner_text(".desk-offer")
    page.click("text=Put it back")
    saved(page)
    article.refresh_from_db()
    assert "Never sent." in article.body
    desk.wrongs = [it for it in desk.wrongs if "ERR_INTERNET_DISCONNECTED" not in it]


def test_a_lost_login_loses_nothing(log_in):
    article = make_article(body="<p>Before.</p>")
    desk = log_in("editor")
    page = open_story(desk, article)
    Session.objects.all().delete()
    type_words(page, " Typed while logged out.")
    until(page, f"{STATUS}.includes('logged out')")
    user = make_user("editor", password="correct horse battery")
    other = page.context.new_page()
    other.goto(desk.base + "/admin/login/")
    other.fill("[name=username]", user.username)
    other.fill("[name=password]", "correct horse battery")
    other.keyboard.press("Enter")
    other.wait_for_url(lambda url: "login" not in url)
    saved(page, timeout=15_000)
    article.refresh_from_db()
    assert "Typed while logged out." in article.body


def test_two_tabs_one_story_both_texts_are_seen_and_chosen_from(log_in):
    article = make_article(body="<p>The room felt thick.</p><p>End.</p>")
    one, two = log_in("editor"), log_in("editor")
    first, second = open_story(one, article), open_story(two, article)
    first.evaluate(
        "document.querySelector('#id_body').articleEditor.commands.setContent('<p>The room felt warm.</p><p>End.</p>', { emitUpdate: true })"
    )
    saved(first)
    second.evaluate(
        "document.querySelector('#id_body').articleEditor.commands.setContent('<p>The room felt intense.</p><p>End. Mine.</p>', { emitUpdate: true })"
    )
    second.wait_for_selector("dialog[open] .conflict", timeout=15_000)
    assert second.locator("ins").first.inner_text() == "intense"
    second.locator("[name='block-0'][value=theirs]").check()
    second.click("dialog button[type=submit]")
    saved(second)
    article.refresh_from_db()
    assert article.body == "<p>The room felt warm.</p><p>End. Mine.</p>"
    assert "intense" in Revision.objects.get(why="aside").snapshot["body"]
    two.wrongs = [it for it in two.wrongs if "409" not in it]


def test_what_only_one_of_two_changed_is_chosen_beforehand(log_in):
    person, reviews, jazz = make_person("Ana Sample"), make_section("Reviews"), make_tag("Jazz")
    article = make_article("First", body="<p>One.</p><p>Two.</p><p>Three.</p><p>Four.</p>")
    desk = log_in("editor", width=1440)
    page = open_story(desk, article)
    theirs = opened(article.pk)
    theirs.body, theirs.section, theirs.dek = "<p>One, theirs.</p><p>Two.</p><p>Three.</p>", reviews, "Theirs."
    save(theirs, by=None, tags=[jazz], bylines=[BylineLine("by", person.pk), BylineLine("by", None, "Somebody")])
    page.fill("#id_kicker", "Mine")
    page.evaluate(
        "document.querySelector('#id_body').articleEditor.commands.setContent('<p>One.</p><p>Two, mine.</p><p>Three.</p><p>Four.</p><p>Five.</p>', { emitUpdate: true })"
    )
    page.wait_for_selector("dialog[open] .conflict", timeout=15_000)
    page.click("dialog button[type=submit]")
    saved(page)
    article = opened(article.pk)
    assert article.body == "<p>One, theirs.</p><p>Two, mine.</p><p>Three.</p><p>Five.</p>"
    assert (article.kicker, article.dek, article.section) == ("Mine", "Theirs.", reviews)
    assert list(article.tags.names()) == ["Jazz"]
    assert [(line.person, line.name) for line in article.bylines.all()] == [(person, ""), (None, "Somebody")]
    desk.wrongs = [it for it in desk.wrongs if "409" not in it]


def test_checks_quotations_and_preview_follow_the_text(log_in):
    make_person("Ana Sample")
    article = make_article(
        "A headline long enough to say", body="<p>It opens on Dec. 12. “Yes,” she said.</p>", section=make_section()
    )
    desk = log_in("editor", width=1440)
    page = open_story(desk, article)
    page.wait_for_selector(".checks li:has-text('has no year')")
    page.click("[data-tab=quotes]")
    assert "No quotations yet" in page.inner_text("[data-part=quotes]")
    page.click("[data-tab=preview]")
    frame = page.frame_locator("[data-part=page]")
    frame.locator("h1").wait_for()
    type_words(page, " Seen at once.")
    frame.locator("p:has-text('Seen at once.')").wait_for(timeout=4000)


def test_the_form_works_at_phone_width_and_in_the_dark(log_in):
    article = make_article()
    desk = log_in("writer", width=390, dark=True)
    Article.objects.update(created_by=article.created_by)
    page = desk.open(reverse("admin:articles_article_add"))
    page.wait_for_selector(".desk-toolbar")
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    page.keyboard.press("?")
    page.wait_for_selector("dialog[open] .desk-keys")
    page.keyboard.press("Escape")
    page.wait_for_selector("dialog", state="detached")


def test_what_has_to_be_put_right_stands_on_top_and_leads_to_its_field(log_in):
    page = open_story(log_in("editor", width=1440), make_article())
    page.evaluate("document.querySelector('#article_form').deskAutosave.stopped = true")
    page.fill("#id_slug", "no blanks here")
    page.evaluate("document.querySelector('#id_body').value = '<figure data-embed=\"nonsense\"></figure>'")
    page.evaluate("document.querySelector('#article_form').noValidate = true")
    page.click("#bylines-group .add-row a")
    page.click("[name=_continue]")
    page.wait_for_selector(".desk-problems")
    assert "no kind of embed" in page.inner_text(".desk-problems")
    page.click(".desk-problems a:has-text('Slug')")
    assert page.evaluate("document.activeElement.id") == "id_slug"
    page.click(".desk-problems a:has-text('Text')")
    page.wait_for_timeout(200)
    assert page.evaluate("Boolean(document.activeElement.closest('.ProseMirror'))")


def test_a_link_without_marked_words_says_what_to_do(log_in):
    page = open_story(log_in("editor"), make_article(body="<p>Before.</p>"))
    page.locator(".ProseMirror").click()
    page.keyboard.press("Control+k")
    assert page.locator(".desk-toolbar__say").inner_text() == "Mark the words first that the link will stand on."
    page.keyboard.press("Control+a")
    page.keyboard.press("Control+k")
    page.wait_for_selector("dialog[open]")
