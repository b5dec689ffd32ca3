"""What readers see ends: withdrawn, taken down, at a set time, or not at all because it was still to come."""

from __future__ import annotations

from datetime import datetime

from django.contrib.auth.models import User
from django.db import transaction
from django.utils import timezone

from articles.desk import previews, windows
from articles.desk.windows import NotNow
from articles.models import Article, Edition, Move

LONGEST_LINE = 300


@transaction.atomic
def withdraw(article: Article, *, by: User | None, note: str = "", via: str = "") -> Edition:
    """Takes the story off the site now; its address answers 410 with `note`. Cancels what was still to come.

    Raises NotNow if readers see nothing of it, or if the note is over 300 characters.
    """
    if len(note) > LONGEST_LINE:
        raise NotNow("The line to readers is over 300 characters. Shorten it.")
    now = timezone.now()
    article = windows.locked(article)
    pending = windows.cancel_pending(article, now=now, by=by)
    live = windows.live_edition(article, now)
    if live is None:
        if pending is None:
            raise NotNow("This story is not on the site, so there is nothing to withdraw.")
        return pending
    windows.move_end(live, now)
    _end(live, Edition.Ending.WITHDRAWN, note)
    Move.objects.create(article=article, edition=live, verb=Move.Verb.WITHDRAW, by=by, at=now, note=note, via=via)
    live.refresh_from_db()
    return live


@transaction.atomic
def take_down(article: Article, *, by: User | None, reason: str, via: str = "") -> Edition:
    """For legal reasons: nothing of the story stays public, not even why it went. The reason is kept on the desk.

    Works on a story that is live, and on one that is withdrawn or expired. Raises NotNow if readers never saw it.
    """
    if not reason.strip():
        raise NotNow("Write the reason: it stays on the desk.")
    now = timezone.now()
    article = windows.locked(article)
    windows.cancel_pending(article, now=now, by=by)
    live = windows.live_edition(article, now)
    if live is not None:
        windows.move_end(live, now)
    last = Edition.objects.once_live(now).filter(article=article).order_by("-number").first() or live
    if last is None:
        raise NotNow("Readers never saw this story. Hold it or kill it instead.")
    if last.ending == Edition.Ending.TAKEN_DOWN:
        raise NotNow("This story was taken down already.")
    _end(last, Edition.Ending.TAKEN_DOWN, "")
    previews.revoke_all(article, by=by)
    Move.objects.create(article=article, edition=last, verb=Move.Verb.TAKE_DOWN, by=by, at=now, note=reason, via=via)
    last.refresh_from_db()
    return last


@transaction.atomic
def cancel(article: Article, *, by: User | None, note: str = "", via: str = "") -> Edition:
    """Takes back the edition that is still to come; the one before it gets back the end that it had.

    Raises NotNow if nothing is scheduled.
    """
    pending = windows.cancel_pending(windows.locked(article), now=timezone.now(), by=by, note=note, via=via)
    if pending is None:
        raise NotNow("Nothing of this story is scheduled.")
    return pending


@transaction.atomic
def expire(article: Article, *, by: User | None, at: datetime | None, via: str = "") -> Edition:
    """Sets when the story leaves the site by itself; None lifts an end that was set.

    An update that would open at or after that time is cancelled: an expired story does not come back by itself.
    Raises NotNow for a time in the past, and where there is nothing to end.
    """
    now = timezone.now()
    if at is not None and at <= now:
        raise NotNow(f"{windows.in_outlet_zone(at)} is past. To end it now, withdraw the story.")
    article = windows.locked(article)
    live, pending = windows.live_edition(article, now), windows.pending_edition(article, now)
    if pending and at is not None and at <= pending.live_from:
        if live is None:
            raise NotNow("It would end before it opens. Cancel the schedule instead.")
        windows.cancel_pending(article, now=now, by=by)
        pending = None
    edition = pending or live
    if edition is None:
        raise NotNow("Nothing of this story is on the site or scheduled.")
    windows.move_end(edition, at)
    note = f"Until {windows.in_outlet_zone(at)}" if at else "No end"
    Move.objects.create(article=article, edition=edition, verb=Move.Verb.EXPIRE, by=by, at=now, note=note, via=via)
    return edition


def _end(edition: Edition, ending: str, note: str) -> None:
    Edition.objects.filter(pk=edition.pk).update(ending=ending, ending_note=note)
