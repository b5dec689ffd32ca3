"""From the desk to the record: the only door, and the only code that writes editions and projected rows.

Publishing freezes an edition of the article as it stands and opens its window; the edition before it closes at the
very instant. Scheduling is a window that opens later, so no worker has to wake up. Everything happens in one
transaction with its line of history, after the article's row is locked.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Any

from django.contrib.auth.models import User
from django.db import transaction
from django.utils import timezone

from articles.body import tree
from articles.body.quotes import credited_as
from articles.body.render import Story, gather, render
from articles.body.text import plain_text, word_count
from articles.desk.readiness import refuse_unready
from articles.models import (
    Article,
    Correction,
    Edition,
    Mention,
    Move,
    Quote,
    TaggedEdition,
    VisualUse,
    Window,
)
from people.models import Person

PROJECTED: tuple[type[Window], ...] = (Quote, TaggedEdition, Mention, VisualUse, Correction)
# A form takes a moment to arrive: a time this little in the past means now.
GRACE = timedelta(minutes=2)


class NotNow(Exception):
    """The move can't be made as things stand; the message says why and what to do."""


@dataclass(frozen=True)
class CorrectionText:
    """What a correcting edition says of itself. `text` names what was wrong and what is right."""

    text: str
    kind: str = Correction.Kind.CORRECTION
    is_material: bool = False


@transaction.atomic
def publish(
    article: Article,
    *,
    by: User | None,
    at: datetime | None = None,
    correction: CorrectionText | None = None,
    reason: str = "",
) -> Edition:
    """Puts the article as it was last saved on the site, now or at `at`.

    `reason` lets problems pass that an editor may take upon themselves; it is kept in the history. Raises NotReady with what is missing, NotNow for a time in the past or an address that is taken.
    An edition that was still to come is cancelled first. The first window that opens fixes date and address.
    """
    now = timezone.now()
    article = _locked(article)
    opens = _opening(at, now)
    refuse_unready(article, reason=reason)
    _cancel_pending(article, now=now, by=by)
    edition = _open(article, opens, published_at=_story_time(article, opens), by=by, correction=correction)
    verb = Move.Verb.SCHEDULE if opens > now else Move.Verb.PUBLISH
    Move.objects.create(article=article, edition=edition, verb=verb, by=by, at=now, note=reason)
    return edition


@transaction.atomic
def publish_as_of(article: Article, *, by: User | None, published_at: datetime) -> Edition:
    """For bulk importers alone: a story that readers could see since `published_at`, which lies in the past.

    Raises NotReady, and NotNow for a story that has an edition already or a time still to come.
    """
    article = _locked(article)
    if published_at > timezone.now() or article.editions.exists():
        raise NotNow("Only a story that was never published here can be imported, with a date in the past.")
    refuse_unready(article)
    edition = _open(article, published_at, published_at=published_at, by=by)
    Move.objects.create(article=article, edition=edition, verb=Move.Verb.PUBLISH, by=by, at=published_at)
    return edition


@transaction.atomic
def withdraw(article: Article, *, by: User | None, note: str = "") -> Edition:
    """Takes the story off the site now; its address answers 410 with `note`. Cancels what was still to come.

    Raises NotNow if readers see nothing of it, or if the note is over 300 characters.
    """
    if len(note) > 300:
        raise NotNow("The line to readers is over 300 characters. Shorten it.")
    now = timezone.now()
    article = _locked(article)
    pending = _cancel_pending(article, now=now, by=by)
    live: Edition | None = Edition.objects.live(now).filter(article=article).first()
    if live is None:
        if pending is None:
            raise NotNow("This story is not on the site, so there is nothing to withdraw.")
        return pending
    _move_end(live, now)
    Edition.objects.filter(pk=live.pk).update(ending=Edition.Ending.WITHDRAWN, ending_note=note)
    Move.objects.create(article=article, edition=live, verb=Move.Verb.WITHDRAW, by=by, at=now, note=note)
    live.refresh_from_db()
    return live


@transaction.atomic
def cancel(article: Article, *, by: User | None) -> Edition:
    """Takes back the edition that is still to come; the one before it gets back the end that it had.

    Raises NotNow if nothing is scheduled.
    """
    pending = _cancel_pending(_locked(article), now=timezone.now(), by=by)
    if pending is None:
        raise NotNow("Nothing of this story is scheduled.")
    return pending


def pending_edition(article: Article, now: datetime) -> Edition | None:
    """The edition that is still to come, if there is one."""
    later = article.editions.filter(live_from__gt=now).order_by("-number")
    return next((edition for edition in later if edition.live_until != edition.live_from), None)


def _locked(article: Article) -> Article:
    """The article as it was last saved: what is published is what the desk holds, never a form's leftovers."""
    return Article.objects.select_for_update(of=("self",)).select_related("section", "source").get(pk=article.pk)


def _opening(at: datetime | None, now: datetime) -> datetime:
    if at is None or now - GRACE <= at <= now:
        return now
    if at < now:
        raise NotNow(f"{timezone.localtime(at):%-d %B %Y, %H:%M} is past. Pick a later time, or publish now.")
    return at


def _open(
    article: Article,
    opens: datetime,
    *,
    published_at: datetime,
    by: User | None,
    correction: CorrectionText | None = None,
) -> Edition:
    """Ends the window of the edition before, then opens the new one; the update inherits an expiry that was set."""
    history = list(article.editions.order_by("number"))
    shown = [edition for edition in history if _was_ever_open(edition)]
    last = shown[-1] if shown else None
    takes_over = last is not None and (last.live_until is None or last.live_until > opens)
    closes = last.live_until if last and takes_over else None
    if last and takes_over:
        _move_end(last, opens)
    edition = _frozen(article, published_at=last.published_at if last else published_at, opens=opens)
    edition.number, edition.live_until, edition.published_by = len(history) + 1, closes, by
    edition.takes_over = takes_over
    if last:
        edition.published_on = last.published_on
        edition.updated_at = _updated_at(last, edition)
    _refuse_taken_address(edition)
    edition.save()
    _project(article, edition, last=last, correction=correction)
    return edition


def _was_ever_open(edition: Edition) -> bool:
    return edition.live_until is None or edition.live_until > edition.live_from


def _cancel_pending(article: Article, *, now: datetime, by: User | None) -> Edition | None:
    pending = pending_edition(article, now)
    if pending is None:
        return None
    had = pending.live_until
    _move_end(pending, pending.live_from)
    if pending.takes_over:
        before = article.editions.filter(live_until=pending.live_from, number__lt=pending.number).order_by("-number")
        # The later edition inherited the end that this one had: an expiry, or none.
        _move_end(next(edition for edition in before if _was_ever_open(edition)), had)
    Move.objects.create(article=article, edition=pending, verb=Move.Verb.CANCEL, by=by, at=now)
    return pending


def _move_end(edition: Edition, end: datetime | None) -> None:
    """The one place where a window's end moves, for the edition and for every row projected from it."""
    Edition.objects.filter(pk=edition.pk).update(live_until=end)
    for model in PROJECTED:
        key = "content_object" if model is TaggedEdition else "edition"
        model._default_manager.filter(**{key: edition.pk}).update(live_until=end)
    edition.live_until = end


def _frozen(article: Article, *, published_at: datetime, opens: datetime) -> Edition:
    """The article's last saved state as an edition that is not stored yet."""
    text = plain_text(article.body)
    return Edition(
        article=article,
        revision=article.revisions.order_by("-number")[0],
        published_at=published_at,
        published_on=timezone.localdate(published_at),
        live_from=opens,
        slug=article.slug,
        section=article.section,  # readiness has refused a story without one
        headline=article.headline,
        dek=article.dek,
        kicker=article.kicker,
        bylines=_bylines(article),
        lead_photo=article.lead_photo,
        lead_visual=article.lead_visual,
        source=article.source,
        html=render(article.body, gather(article.body, article.source)),
        text=text,
        words=word_count(text),
    )


def _story_time(article: Article, opens: datetime) -> datetime:
    """The date that an imported story carries, at noon in the outlet's zone; else when readers first see it."""
    if article.story_date is None:
        return opens
    return timezone.make_aware(datetime.combine(article.story_date, time(12)))


def _refuse_taken_address(edition: Edition) -> None:
    there = Edition.objects.filter(published_on=edition.published_on, slug=edition.slug)
    if any(_was_ever_open(other) for other in there.exclude(article=edition.article_id)):
        raise NotNow(
            f"Another story of {edition.published_on} has the address “{edition.slug}”. Change the slug of this one."
        )


def _updated_at(last: Edition, edition: Edition) -> datetime | None:
    """Readers are told of an update only where what the story says has changed."""
    before, after = ((it.headline, it.dek, it.html) for it in (last, edition))
    return last.updated_at if before == after else edition.live_from


def _bylines(article: Article) -> list[dict[str, Any]]:
    return [
        {"part": line.part, "name": line.person.name if line.person else line.name, "person": line.person_id}
        for line in article.bylines.select_related("person")
    ]


def _project(article: Article, edition: Edition, *, last: Edition | None, correction: CorrectionText | None) -> None:
    """Writes the rows that readers' pages are built from, each table with one statement."""
    story = gather(article.body, article.source)
    Quote.objects.bulk_create(quote_rows(edition, story))
    Mention.objects.bulk_create(mention_rows(edition, story, article.body))
    VisualUse.objects.bulk_create(visual_rows(edition, article.body))
    tagged = article.tagged.order_by("pk").values_list("tag_id", flat=True)
    TaggedEdition.objects.bulk_create(
        [TaggedEdition(content_object=edition, tag_id=pk, **window_of(edition)) for pk in tagged]
    )
    _carry_corrections(edition, last, correction)


def window_of(edition: Edition) -> dict[str, Any]:
    """The window that every row projected from the edition shares."""
    return {"published_at": edition.published_at, "live_from": edition.live_from, "live_until": edition.live_until}


def quote_rows(edition: Edition, story: Story) -> list[Quote]:
    copies = _copied_from(edition, [quote.uuid for quote in story.quotes])
    return [
        Quote(
            edition=edition,
            uuid=quote.uuid,
            number=quote.number,
            speaker_id=quote.speaker_id,
            label=quote.label,
            credited_as=_credited_as(story.people.get(quote.speaker_id or 0), quote.outside),
            text=quote.text,
            pieces=quote.pieces,
            context=quote.context,
            source=story.source_of(quote),
            copied_from=copies.get(quote.uuid),
            **window_of(edition),
        )
        for quote in story.quotes
    ]


def _copied_from(edition: Edition, uuids: list[str]) -> dict[str, Any]:
    owned = edition.article.quote_ids.filter(pk__in=uuids, copied_from__isnull=False)
    return {str(pk): origin for pk, origin in owned.values_list("pk", "copied_from")} if uuids else {}


def _credited_as(speaker: Person | None, outside: str) -> str:
    if speaker is None:
        return ""
    return credited_as([speaker.name, *(alias.name for alias in speaker.aliases.all())], outside)


def mention_rows(edition: Edition, story: Story, body: str) -> list[Mention]:
    """Who speaks, who is linked, who wrote it. A speaker is not also listed as named."""
    speakers = {quote.speaker_id for quote in story.quotes if quote.speaker_id}
    named = set(_references(body, "person")) - speakers
    authors = {line["person"] for line in edition.bylines if line["person"]}
    roles = ((Mention.As.SPEAKER, speakers), (Mention.As.NAMED, named), (Mention.As.BYLINE, authors))
    return [
        Mention(edition=edition, person_id=pk, role=role, **window_of(edition))
        for role, ids in roles
        for pk in sorted(ids)
    ]


def visual_rows(edition: Edition, body: str) -> list[VisualUse]:
    shown = [props["visual"] for kind, props in tree.embeds(tree.parse(body)) if kind == "visual"]
    lead = edition.lead_visual_id
    ids = dict.fromkeys(filter(None, [lead, *shown, *_references(body, "visual")]))
    return [VisualUse(edition=edition, visual_id=pk, is_lead=pk == lead, **window_of(edition)) for pk in ids]


def _references(body: str, kind: str) -> Iterable[int]:
    for link in tree.parse(body).iter("a"):
        named, _, pk = (link.get("data-ref") or "").partition(":")
        if named == kind:
            yield int(pk)


def _carry_corrections(edition: Edition, last: Edition | None, new: CorrectionText | None) -> None:
    """A correction stays with the story: every later edition carries it."""
    rows = [
        Correction(
            edition=edition,
            kind=old.kind,
            text=old.text,
            is_material=old.is_material,
            corrected_at=old.corrected_at,
            **window_of(edition),
        )
        for old in (last.corrections.order_by("corrected_at", "pk") if last else [])
    ]
    if new is not None:
        rows.append(
            Correction(
                edition=edition,
                kind=new.kind,
                text=new.text,
                is_material=new.is_material,
                corrected_at=edition.live_from,
                **window_of(edition),
            )
        )
    Correction.objects.bulk_create(rows)
