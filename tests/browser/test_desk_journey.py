"""From a pitch to a correction, with three people at the desk and a reader."""

from django.urls import reverse

from articles.models import Article, Edition
from tests.factories import make_section


def move(page, verb, **fields):
    """Opens a move's page from the story's buttons, fills it in and makes it."""
    page.click(f'.desk-moves [data-verb="{verb}"]')
    for name, value in fields.items():
        page.fill(f"[name={name}]", value)
    page.click(".desk-buttons .default")
    page.wait_for_selector(".messagelist .success")


def test_a_story_from_pitch_to_correction_with_three_people(log_in, open_page):
    section = make_section()
    writer, editor, managing = log_in("writer"), log_in("editor"), log_in("managing editor")
    page = writer.open(reverse("admin:desk_pitch"))
    page.fill("[name=headline]", "Why every chorus is shorter now")
    page.fill("[name=brief]", "Streams pay at thirty seconds.")
    page.click(".desk-buttons .default")
    page.wait_for_selector(".messagelist .success")
    article = Article.objects.get()
    change = reverse("admin:articles_article_change", args=[article.pk])

    move(editor.open(change), "commission")
    page = writer.open(change)
    page.wait_for_selector(".desk-toolbar")
    page.select_option("#id_section", str(section.pk))
    page.evaluate(
        "document.querySelector('#id_body').articleEditor.commands.setContent('<p>Songs got shorter in 2019.</p>')"
    )
    page.click("[name=_move][value=submit]")
    page.click(".desk-buttons .default")
    page.wait_for_selector(".messagelist .success")

    move(editor.open(change), "return", reason="Which year? Check.")
    assert "Which year? Check." in writer.open("/admin/").inner_text(".desk-work")
    move(writer.open(change), "submit")
    move(editor.open(change), "approve")
    move(editor.open(change), "publish")
    edition = Edition.objects.live().get()
    reader = open_page(width=390)  # one for each look: a browser may keep a page for a minute
    assert "Songs got shorter in 2019." in reader.open(edition.get_absolute_url()).inner_text("main")

    words = {"wrong": "An earlier version said 2019.", "right": "It was 2017."}
    move(editor.open(change), "correct", **words)
    reader = open_page(width=390)
    assert "It was 2017." in reader.open(edition.get_absolute_url()).inner_text("main")
    assert "It was 2017." in reader.open("/corrections/").inner_text("main")
    move(managing.open(change), "withdraw", line="The figures were not ours.")
    reader = open_page(width=390)
    reader.page.goto(reader.base + edition.get_absolute_url())
    assert "The figures were not ours." in reader.page.inner_text("main")
    reader.wrongs = [wrong for wrong in reader.wrongs if "410" not in wrong]
    for desk in (writer, editor, managing):
        desk.check()


def test_a_scheduled_story_appears_at_its_second_with_no_worker_running(log_in, open_page):
    import time
    from datetime import timedelta

    from django.utils import timezone

    from articles.desk import publishing
    from tests.factories import make_article

    article = make_article("On the second")
    edition = publishing.publish(article, by=None, at=timezone.now() + timedelta(seconds=2))
    reader = open_page()
    reader.page.goto(reader.base + edition.get_absolute_url())
    assert "On the second" not in reader.page.inner_text("main")
    reader.wrongs = []  # the 404 that was looked for
    time.sleep(max(0.0, (edition.live_from - timezone.now()).total_seconds()) + 0.05)
    assert "On the second" in reader.open(edition.get_absolute_url()).inner_text("main")
