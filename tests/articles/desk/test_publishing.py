import itertools
from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from articles.desk import windows
from articles.desk.publishing import CorrectionText, NotNow, cancel, publish, withdraw
from articles.desk.readiness import NotReady
from articles.models import Correction, Edition, Mention, Move, Quote, RecordIsFixed, TaggedEdition, VisualUse
from tests.factories import (
    HOUR,
    embed,
    make_article,
    make_person,
    make_photo,
    make_user,
    make_visual,
    publish_story,
    quote,
    update,
)

pytestmark = pytest.mark.django_db


def live(article, at):
    return Edition.objects.live(at).filter(article=article).first()


def windows_overlap(article):
    editions = [e for e in article.editions.order_by("live_from", "number") if e.live_until != e.live_from]
    pairs = itertools.pairwise(editions)
    return any(a.live_until is None or a.live_until > b.live_from for a, b in pairs)


def agree(article):
    """Every projected row shares its edition's window."""
    for edition in article.editions.all():
        for rows in (edition.quotes, edition.mentions, edition.visual_uses, edition.tagged, edition.corrections):
            for row in rows.all():
                assert (row.live_from, row.live_until) == (edition.live_from, edition.live_until)
    return True


def test_a_story_is_public_from_its_instant_and_not_before():
    article = make_article()
    at = timezone.now() + HOUR
    edition = publish(article, by=None, at=at)
    assert live(article, at - timedelta(microseconds=1)) is None
    assert live(article, at) == edition
    assert live(article, at + 1000 * HOUR) == edition


def test_publishing_again_closes_the_edition_before_at_the_very_instant():
    first = publish_story()
    second = publish(update(first.article, headline="New"), by=None)
    first.refresh_from_db()
    assert first.live_until == second.live_from
    assert (first.number, second.number) == (1, 2)
    assert second.published_at == first.published_at
    assert not windows_overlap(first.article)


def test_a_scheduled_update_waits_while_the_old_edition_stays():
    first = publish_story(tags=("one",))
    at = timezone.now() + HOUR
    second = publish(update(first.article, headline="Later"), by=None, at=at)
    assert live(first.article, at - timedelta(seconds=1)) == first
    assert live(first.article, at) == second
    assert agree(first.article)


def test_cancelling_an_update_gives_the_old_edition_its_end_back():
    first = publish_story(tags=("one",), body=f"<p>{quote('Yes.', make_person())}</p>")
    at = timezone.now() + HOUR
    second = publish(update(first.article, headline="Later"), by=None, at=at)
    cancel(first.article, by=None)
    second.refresh_from_db()
    assert second.live_until == second.live_from
    assert live(first.article, at + HOUR) == first
    assert agree(first.article)


def test_cancelling_gives_back_an_expiry_that_the_update_had_inherited():
    first = publish_story()
    expiry = timezone.now() + 5 * HOUR
    windows.move_end(first, expiry)
    second = publish(update(first.article, headline="Later"), by=None, at=timezone.now() + HOUR)
    assert second.live_until == expiry
    cancel(first.article, by=None)
    first.refresh_from_db()
    assert first.live_until == expiry


def test_an_expiry_at_the_very_second_of_a_later_update_stays_when_that_is_cancelled():
    first = publish_story()
    expiry = timezone.now() + HOUR
    windows.move_end(first, expiry)
    publish(update(first.article, headline="Later"), by=None, at=expiry)
    cancel(first.article, by=None)
    first.refresh_from_db()
    assert first.live_until == expiry


def test_publishing_now_overtakes_an_update_that_was_still_to_come():
    first = publish_story()
    later = publish(update(first.article, headline="Later"), by=None, at=timezone.now() + HOUR)
    fix = publish(update(first.article, headline="Fix"), by=None, correction=CorrectionText("It said X; it is Y."))
    later.refresh_from_db()
    assert later.live_until == later.live_from
    assert live(first.article, timezone.now() + 2 * HOUR) == fix
    assert not windows_overlap(first.article)
    verbs = list(first.article.moves.order_by("pk").values_list("verb", flat=True))
    assert verbs == ["create", "publish", "schedule", "cancel", "publish"]


def test_withdrawing_cancels_what_was_to_come_and_says_why():
    first = publish_story(tags=("one",))
    publish(update(first.article, headline="Later"), by=None, at=timezone.now() + HOUR)
    withdraw(first.article, by=None, note="We could not stand it up.")
    assert live(first.article, timezone.now() + 2 * HOUR) is None
    first.refresh_from_db()
    assert (first.ending, first.ending_note) == ("withdrawn", "We could not stand it up.")
    assert agree(first.article)


def test_a_withdrawn_story_keeps_its_date_when_it_comes_back():
    first = publish_story()
    withdraw(first.article, by=None)
    again = publish(first.article, by=None)
    assert again.published_at == first.published_at
    assert again.published_on == first.published_on
    assert not windows_overlap(first.article)


def test_withdrawing_what_nobody_sees_is_refused():
    with pytest.raises(NotNow, match="not on the site"):
        withdraw(make_article(), by=None)


def test_a_cancelled_first_publication_frees_date_and_address():
    article = make_article(slug="here")
    publish(article, by=None, at=timezone.now() + 30 * 24 * HOUR)
    cancel(article, by=None)
    edition = publish(article, by=None)
    assert edition.published_on == timezone.localdate(edition.live_from)
    other = make_article(slug="here")
    with pytest.raises(NotNow, match="has the address"):
        publish(other, by=None)


def test_a_time_in_the_past_is_refused_and_leaves_nothing():
    article = make_article()
    with pytest.raises(NotNow, match="is past"):
        publish(article, by=None, at=timezone.now() - HOUR)
    assert not article.editions.exists()


def test_an_imported_story_carries_its_own_date_but_was_not_visible_before():
    article = make_article(story_date=date(2022, 11, 29))
    edition = publish(article, by=None)
    assert edition.published_on == date(2022, 11, 29)
    assert timezone.localtime(edition.published_at).hour == 12
    assert live(article, edition.live_from - timedelta(seconds=1)) is None


def test_rows_are_projected_from_the_text():
    speaker, named, author = make_person("Kendrick Lamar", aliases=("K. Dot",)), make_person(), make_person()
    visual, lead = make_visual(), make_visual()
    body = (
        f'<p>{quote("One,", speaker)} K. Dot said to <a data-ref="person:{named.pk}">a friend</a>.</p>'
        f"{embed('visual', visual=visual.pk)}"
    )
    bylines = [publishing_line(author)]
    edition = publish_story(body=body, tags=("Tyler, The Creator", "Jazz"), lead_visual=lead, bylines=bylines)
    row = Quote.objects.get(edition=edition)
    assert (row.speaker, row.credited_as, row.text, row.pieces) == (speaker, "K. Dot", "One", ["One,"])
    assert set(Mention.objects.filter(edition=edition).values_list("person", "role")) == {
        (speaker.pk, "speaker"),
        (named.pk, "named"),
        (author.pk, "byline"),
    }
    assert set(VisualUse.objects.values_list("visual", "is_lead")) == {(visual.pk, False), (lead.pk, True)}
    assert {row.tag.name for row in TaggedEdition.objects.all()} == {"Tyler, The Creator", "Jazz"}
    assert edition.bylines == [{"part": "by", "name": author.name, "person": author.pk}]


def publishing_line(person):
    from articles.desk.saving import BylineLine

    return BylineLine("by", person.pk)


def test_what_is_published_is_what_was_saved_last_not_what_a_form_still_holds():
    article = make_article("Saved")
    article.headline = "Typed, not saved"
    assert publish(article, by=None).headline == "Saved"


def test_a_quotation_keeps_its_id_over_editions():
    speaker = make_person()
    first = publish_story(body=f"<p>{quote('Yes.', speaker)}</p>")
    publish(update(first.article, headline="New"), by=None)
    assert Quote.objects.values("uuid").distinct().count() == 1
    assert Quote.objects.live().count() == 1


def test_updated_only_when_what_it_says_has_changed():
    first = publish_story()
    same = publish(first.article, by=None)
    assert same.updated_at is None
    changed = publish(update(first.article, dek="Now with a dek."), by=None)
    assert changed.updated_at == changed.live_from


def test_a_correction_stays_with_every_later_edition():
    first = publish_story()
    publish(first.article, by=None, correction=CorrectionText("An earlier version said X.", is_material=True))
    last = publish(update(first.article, headline="New"), by=None)
    (row,) = Correction.objects.live()
    assert (row.edition, row.is_material) == (last, True)
    assert row.corrected_at < last.live_from


@pytest.mark.parametrize(
    ("facts", "says"),
    [
        ({"section": None}, "section is missing"),
        ({"body": ""}, "no text"),
        ({"body": "<p><q>“Nobody said this.”</q></p>"}, "has no speaker"),
    ],
)
def test_what_is_not_ready_says_what_is_missing(facts, says):
    with pytest.raises(NotReady, match=says):
        publish(make_article(**facts), by=None)


def test_a_pull_quote_must_stand_in_a_quotation():
    body = f"<p>{quote('I said this.', make_person())}</p>" + embed("pullquote", words="I said that")
    with pytest.raises(NotReady, match="does not stand in a quotation"):
        publish(make_article(body=body), by=None)


def test_a_photo_needs_words_for_who_cannot_see_it():
    photo = make_photo(alt="")
    with pytest.raises(NotReady, match="no alternative text"):
        publish(make_article(lead_photo=photo), by=None)
    photo.is_decorative = True
    photo.save()
    assert publish(make_article(lead_photo=photo), by=None)


def test_nothing_published_can_be_rewritten_or_deleted():
    edition = publish_story(body=f"<p>{quote('Yes.', make_person())}</p>")
    for row in (edition, edition.quotes.get()):
        with pytest.raises(RecordIsFixed):
            row.save()
        with pytest.raises(RecordIsFixed):
            row.delete()


def test_the_database_refuses_a_second_open_window():
    edition = publish_story()
    edition.pk, edition.number, edition._state.adding = None, 9, True
    with pytest.raises(IntegrityError), transaction.atomic():
        edition.save()


def test_the_database_refuses_a_window_that_ends_before_it_starts():
    edition = publish_story()
    with pytest.raises(IntegrityError), transaction.atomic():
        Edition.objects.filter(pk=edition.pk).update(live_until=edition.live_from - HOUR)


def test_every_move_leaves_one_line_with_who_did_it():
    editor = make_user("editor")
    article = make_article(by=editor)
    publish(article, by=editor)
    withdraw(article, by=editor, note="Because.")
    lines = list(Move.objects.order_by("pk").values_list("verb", "by", "note"))
    assert lines == [("create", editor.pk, ""), ("publish", editor.pk, ""), ("withdraw", editor.pk, "Because.")]


def test_publishing_costs_the_same_queries_whatever_the_story_holds(django_assert_max_num_queries):
    speaker = make_person()
    body = "".join(f"<p>{quote(f'Words {n}.', speaker)}</p>" for n in range(30))
    article = make_article(body=body, tags=tuple(f"tag {n}" for n in range(10)))
    with django_assert_max_num_queries(30):
        publish(article, by=None)


def test_a_typed_reason_lets_some_problems_pass_and_is_kept():
    article = make_article(body="<p>He called it <q>“nobody’s words”</q> and left.</p>")
    edition = publish(article, by=None, reason="The recording is lost; the editor heard it.")
    assert edition.html == "<p>He called it “nobody’s words” and left.</p>"
    assert not edition.quotes.exists()
    assert Move.objects.get(verb="publish").note == "The recording is lost; the editor heard it."


def test_no_reason_lets_a_missing_section_pass():
    with pytest.raises(NotReady, match="section is missing"):
        publish(make_article(section=None), by=None, reason="Because.")


@pytest.mark.parametrize("words", ["Sales of TK copies.", "It cost TKTK.", "TK: the quote."])
def test_a_placeholder_stops_it(words):
    with pytest.raises(NotReady, match="to come"):
        publish(make_article(body=f"<p>{words}</p>"), by=None)
