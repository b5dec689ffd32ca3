"""From the desk to the record: the only door, and the only code that writes editions and projected rows.

Publishing freezes an edition of the article as it stands and opens its window; the edition before it closes at the
very instant. Scheduling is a window that opens later, so no worker has to wake up. Everything happens in one
transaction with its line of history, after the article's row is locked.
"""

from __future__ import annotations

from datetime import datetime, time, timedelta
from typing import Any

from django.contrib.auth.models import User
from django.db import transaction
from django.utils import timezone

from articles.body.render import gather, render
from articles.body.text import plain_text, word_count
from articles.desk import windows
from articles.desk.projecting import (
    CorrectionText,
    copy_rows,
    mention_rows,
    project,
    quote_rows,
    visual_rows,
    window_of,
)
from articles.desk.readiness import NotReady, refuse_unready
from articles.desk.taking_off import cancel, expire, take_down, withdraw
from articles.desk.windows import PROJECTED, NotNow, pending_edition
from articles.models import Article, Edition, Move, Status
from articles.search import docs as search_docs

__all__ = [
    "PROJECTED",
    "CorrectionText",
    "NotNow",
    "NotReady",
    "address_of",
    "cancel",
    "correct",
    "expire",
    "mention_rows",
    "pending_edition",
    "publish",
    "publish_as_of",
    "quote_rows",
    "take_down",
    "undo",
    "visual_rows",
    "window_of",
    "withdraw",
]

# A form takes a moment to arrive: a time this little in the past means now.
GRACE = timedelta(minutes=2)
PUBLISHABLE = (Status.DRAFT, Status.IN_REVIEW, Status.APPROVED)


@transaction.atomic
def publish(
    article: Article,
    *,
    by: User | None,
    at: datetime | None = None,
    correction: CorrectionText | None = None,
    reason: str = "",
    via: str = "",
) -> Edition:
    """Puts the article as it was last saved on the site, now or at `at`. To publish is also to approve what goes out.

    `reason` lets problems pass that an editor may take upon themselves; it is kept in the history. Raises NotReady with what is missing, NotNow for a time in the past, a hold, or an address that is taken.
    An edition that was still to come is cancelled first. The first window that opens fixes date and address.
    """
    now = timezone.now()
    opens = _opening(at, now)
    verb = Move.Verb.SCHEDULE if opens > now else Move.Verb.PUBLISH
    return _put_out(article, Move(verb=verb, by=by, at=now, note=reason, via=via), opens, correction, reason=reason)


@transaction.atomic
def correct(
    article: Article, *, by: User | None, correction: CorrectionText, reason: str = "", via: str = ""
) -> Edition:
    """Publishes the article as it was last saved, now, with words on what was wrong. Cancels what was to come.

    Raises NotNow unless readers see the story, and what `publish` raises.
    """
    now = timezone.now()
    if windows.live_edition(article, now) is None:
        raise NotNow("This story is not on the site, so there is nothing to correct in the open.")
    if not correction.text.strip():
        raise NotNow("Write what was wrong and what is right.")
    note = f"{correction.text} ({reason})" if reason else correction.text
    return _put_out(
        article, Move(verb=Move.Verb.CORRECT, by=by, at=now, note=note, via=via), now, correction, reason=reason
    )


@transaction.atomic
def publish_as_of(article: Article, *, by: User | None, published_at: datetime) -> Edition:
    """For bulk importers alone: a story that readers could see since `published_at`, which lies in the past.

    Raises NotReady, and NotNow for a story that has an edition already, is held, or has a time still to come.
    """
    article = windows.locked(article)
    if published_at > timezone.now() or article.editions.exists():
        raise NotNow("Only a story that was never published here can be imported, with a date in the past.")
    windows.refuse_held(article, timezone.now())
    refuse_unready(article)
    edition = _open(article, _frozen(article, published_at=published_at, opens=published_at), by=by)
    _approve_by_publishing(article)
    Move.objects.create(
        article=article,
        edition=edition,
        revision=edition.revision,
        verb=Move.Verb.PUBLISH,
        by=by,
        at=published_at,
    )
    return edition


@transaction.atomic
def undo(article: Article, *, by: User | None, via: str = "") -> Edition:
    """Puts back what readers saw before the last publication or withdrawal, as a new edition.

    Raises NotNow after ten minutes, where there was nothing before, and under a hold.
    """
    now = timezone.now()
    article = windows.locked(article)
    old = windows.latest(article, now).undoable
    if old is None:
        raise NotNow("There is nothing to undo: only the last ten minutes can be, and only where something was before.")
    windows.refuse_held(article, now)
    windows.cancel_pending(article, now=now, by=by)
    edition = _open(article, _copied(old, opens=now), by=by, copied_from=old)
    note = f"Edition {old.number} again"
    Move.objects.create(article=article, edition=edition, verb=Move.Verb.UNDO, by=by, at=now, note=note, via=via)
    return edition


def address_of(article: Article, opens: datetime, last: Edition | None) -> str:
    """Where the article would stand for readers if it went out at that instant; its date stays that of the first time,
    which `last`, its newest edition, has."""
    on = last.published_on if last else timezone.localdate(_story_time(article, opens))
    return Edition(published_on=on, slug=article.slug).get_absolute_url()


def _put_out(
    article: Article, move: Move, opens: datetime, correction: CorrectionText | None, *, reason: str
) -> Edition:
    """Freezes, opens, and writes the move, which comes with who, when and why."""
    article = windows.locked(article)
    windows.refuse_taken_down(article)
    windows.refuse_held(article, opens)
    _approve_by_publishing(article)
    refuse_unready(article, reason=reason)
    windows.cancel_pending(article, now=move.at, by=move.by)
    frozen = _frozen(article, published_at=_story_time(article, opens), opens=opens)
    edition = _open(article, frozen, by=move.by, correction=correction)
    move.article, move.edition, move.revision = article, edition, edition.revision
    move.save()
    return edition


def _approve_by_publishing(article: Article) -> None:
    moved = Article.objects.filter(pk=article.pk, status__in=PUBLISHABLE).update(status=Status.APPROVED)
    if not moved:
        state = Status(article.status).label.lower()
        raise NotNow(f"A story that is a {state} can’t go out." if state == "pitch" else "This story was killed.")


def _opening(at: datetime | None, now: datetime) -> datetime:
    if at is None or now - GRACE <= at <= now:
        return now
    if at < now:
        raise NotNow(f"{windows.in_outlet_zone(at)} is past. Pick a later time, or publish now.")
    return at


def _open(
    article: Article,
    edition: Edition,
    *,
    by: User | None,
    correction: CorrectionText | None = None,
    copied_from: Edition | None = None,
) -> Edition:
    """Ends the window of the edition before, then opens this one; the update inherits an expiry that was set."""
    history = list(article.editions.order_by("number"))
    shown = [earlier for earlier in history if windows.was_ever_open(earlier)]
    last = shown[-1] if shown else None
    takes_over = last is not None and (last.live_until is None or last.live_until > edition.live_from)
    edition.number, edition.published_by, edition.takes_over = len(history) + 1, by, takes_over
    edition.live_until = last.live_until if last and takes_over else None
    if last and takes_over:
        windows.move_end(last, edition.live_from)
    if last:
        edition.published_at, edition.published_on = last.published_at, last.published_on
        edition.updated_at = _updated_at(last, edition)
    _refuse_taken_address(edition)
    edition.save()
    if copied_from is None:
        project(article, edition, last=last, correction=correction)
    else:
        copy_rows(copied_from, edition)
    search_docs.write([edition])
    return edition


def _frozen(article: Article, *, published_at: datetime, opens: datetime) -> Edition:
    """The article's last saved state as an edition that is not stored yet."""
    text = plain_text(article.body)
    return Edition(
        article=article,
        revision=windows.newest_revision(article),
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


def _copied(old: Edition, *, opens: datetime) -> Edition:
    """An edition that says again what an earlier one said; not stored yet."""
    own = {"id", "number", "live_from", "live_until", "published_by", "takes_over", "ending", "ending_note"}
    facts = {field.attname: getattr(old, field.attname) for field in old._meta.concrete_fields if field.name not in own}
    return Edition(**facts, live_from=opens)


def _story_time(article: Article, opens: datetime) -> datetime:
    """The date that an imported story carries, at noon in the outlet's zone; else when readers first see it."""
    if article.story_date is None:
        return opens
    return timezone.make_aware(datetime.combine(article.story_date, time(12)))


def _refuse_taken_address(edition: Edition) -> None:
    there = Edition.objects.filter(published_on=edition.published_on, slug=edition.slug)
    if any(windows.was_ever_open(other) for other in there.exclude(article=edition.article_id)):
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
