"""Every page of the desk in Chromium: nothing wider than the screen, nothing that axe finds, in light and dark."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from articles.desk import publishing
from articles.desk.curating import pin
from articles.desk.holding import hold
from articles.desk.notes import add_note
from articles.desk.planning import Planned, pitch, set_plan
from articles.desk.previews import make_link
from tests.browser.axe import found_by_axe
from tests.factories import make_article, make_tag, make_user, publish_story, quote, update

MOVES = ("assign", "publish", "schedule", "correct", "withdraw", "take_down", "hold", "expire")
NOUNS = [
    "people_person",
    *(f"articles_{noun}" for noun in ("photo", "visual", "source", "tag", "section", "redirect", "houserule")),
]
RECORD = [f"articles_{noun}" for noun in ("edition", "quote", "revision", "move", "missingpage")]


def addresses():
    """A desk with something of everything; the address of each of its pages."""
    editor = make_user("editor")
    draft = make_article("A draft with a rather long headline that has to wrap somewhere", by=editor)
    set_plan(draft, Planned(assignee=editor, due_at=timezone.now() + timedelta(hours=9), priority=4))
    hold(make_article("Held"), by=editor, kind="embargo", reason="A deal.", ends_at=timezone.now() + timedelta(days=1))
    pitch("A pitch", Planned(brief="Why."), by=editor)
    publishing.publish(make_article("To come"), by=editor, at=timezone.now() + timedelta(hours=3))
    live = publish_story(
        "Live", body=f"<p>{quote('We left the hum in.', label='a spokesman')} so they said.</p>"
    ).article
    update(live, headline="Live and changed", slug="elsewhere", body="<p>Other words than before.</p>")
    add_note(draft, "Who says so?", by=editor, words="Words")
    make_link(draft, by=editor, lasts=timedelta(days=1), comment="For Ana")
    pin(live, by=editor, band="lead")
    story = {
        name: reverse(f"admin:{name}", args=[draft.pk]) for name in ("desk_notes", "desk_previews", "desk_related")
    }
    pages = {name: reverse(f"admin:{name}") for name in ("index", "desk_board", "desk_calendar", "desk_inbox")}
    pages |= story | {name: reverse(f"admin:{name}") for name in ("desk_pitch", "desk_audit", "desk_merges")}
    pages |= {verb: reverse("admin:desk_move", args=[live.pk, verb]) for verb in MOVES}
    return pages | {
        "front": reverse("desk_front"),
        "history": reverse("admin:articles_article_history", args=[live.pk]),
        "compare": reverse("admin:desk_compare", args=[live.pk]) + "?from=r1&to=r2",
        "bulk": reverse("admin:desk_bulk", args=["publish"]) + f"?id={live.pk}&id={draft.pk}",
        "refused": reverse("admin:desk_move", args=[draft.pk, "approve"]),
        "merge": reverse("admin:desk_merge", args=["tag", make_tag("HipHop").pk, make_tag("Hip-hop").pk]),
        "redirects": reverse("admin:articles_redirect_import"),
        "form": reverse("admin:articles_article_change", args=[draft.pk]),
        "a live story's form": reverse("admin:articles_article_change", args=[live.pk]),
        "a new story": reverse("admin:articles_article_add"),
        **{f"add {noun}": reverse(f"admin:{noun}_add") for noun in NOUNS},
        **{f"list of {noun}": reverse(f"admin:{noun}_changelist") for noun in (*NOUNS, *RECORD)},
        "stories": reverse("admin:articles_article_changelist") + "?status__exact=draft",
    }


@pytest.mark.parametrize(("width", "dark"), [(390, True), (1280, False)])
def test_every_page_fits_and_passes_axe(log_in, width, dark):
    pages = addresses()
    desk = log_in("managing editor", width=width, dark=dark)
    wrong = []
    for name, address in pages.items():
        page = desk.open(address)
        over = page.evaluate("document.documentElement.scrollWidth - innerWidth")
        if over > 0:
            wrong.append((name, f"{over} px too wide"))
        wrong += [(name, it) for it in desk.wrongs]
        wrong += [(name, *it) for it in found_by_axe(page).items()]
        desk.wrongs.clear()  # axe writes a style of its own into pages with forms, which their policy refuses
    assert not wrong, "\n".join(map(str, wrong))
