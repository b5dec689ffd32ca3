"""Where an edition's window ends: the one place that moves it, for the edition and every row projected from it.

Callers are the other modules of the desk. A window's end moves only while it is in the future, never into the past.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.contrib.auth.models import User
from django.db.models import F
from django.utils import timezone

from articles.models import (
    Article,
    Correction,
    Edition,
    Hold,
    Mention,
    Move,
    Quote,
    Revision,
    SearchDoc,
    TaggedEdition,
    VisualUse,
    Window,
)

UNDO_WITHIN = timedelta(minutes=10)
PROJECTED: tuple[type[Window], ...] = (Quote, TaggedEdition, Mention, VisualUse, Correction, SearchDoc)


class NotNow(Exception):
    """The move can't be made as things stand; the message says why and what to do."""


def locked(article: Article) -> Article:
    """The article as it was last saved: what is published is what the desk holds, never a form's leftovers."""
    return Article.objects.select_for_update(of=("self",)).select_related("section", "source").get(pk=article.pk)


def newest_revision(article: Article) -> Revision:
    """What the article holds now; a text that lost against another save is kept, and never this."""
    return article.revisions.of_the_story()[0]


def was_ever_open(edition: Edition) -> bool:
    """False for one that was cancelled before it opened: its window is empty."""
    return edition.live_until is None or edition.live_until > edition.live_from


def live_edition(article: Article, now: datetime) -> Edition | None:
    """What readers see of the article."""
    found: Edition | None = Edition.objects.live(now).filter(article=article).first()
    return found


@dataclass(frozen=True)
class Latest:
    """The newest editions of an article at an instant, cancelled ones left out: what is still to come, what readers
    saw last, and what they saw before that. They come without their texts."""

    now: datetime
    pending: Edition | None = None
    last: Edition | None = None
    before: Edition | None = None

    @property
    def live(self) -> Edition | None:
        return self.last if self.last and self.last.is_live(self.now) else None

    @property
    def undoable(self) -> Edition | None:
        """What undoing would bring back: the edition before the last publication, or the one just withdrawn."""
        last, before = self.last, self.before
        if last is None:
            return None
        if not last.is_live(self.now):
            was_withdrawn = last.ending == Edition.Ending.WITHDRAWN
            return last if was_withdrawn and last.live_until and self._is_just(last.live_until) else None
        return before if before and before.live_until == last.live_from and self._is_just(last.live_from) else None

    def _is_just(self, past: datetime) -> bool:
        return self.now - past < UNDO_WITHIN


def latest(article: Article, now: datetime) -> Latest:
    """One query: at most one edition is to come, and it has the highest number."""
    rows = article.editions.exclude(live_until=F("live_from")).order_by("-number").select_related("section", "revision")
    found = list(rows.defer("html", "text", "revision__snapshot")[:3])
    pending = found.pop(0) if found and found[0].live_from > now else None
    last, before = [*found, None, None][:2]
    return Latest(now, pending, last, before)


def pending_edition(article: Article, now: datetime) -> Edition | None:
    """The edition that is still to come, if there is one."""
    return latest(article, now).pending


def move_end(edition: Edition, end: datetime | None) -> None:
    """Moves the end of a window, for the edition and for every row projected from it."""
    Edition.objects.filter(pk=edition.pk).update(live_until=end)
    for model in PROJECTED:
        key = "content_object" if model is TaggedEdition else "edition"
        model._default_manager.filter(**{key: edition.pk}).update(live_until=end)
    edition.live_until = end


def cancel_pending(
    article: Article, *, now: datetime, by: User | None, note: str = "", via: str = ""
) -> Edition | None:
    """Empties the window of what is still to come and gives the edition before it the end that it had."""
    pending = pending_edition(article, now)
    if pending is None:
        return None
    had = pending.live_until
    move_end(pending, pending.live_from)
    if pending.takes_over:
        before = article.editions.filter(live_until=pending.live_from, number__lt=pending.number).order_by("-number")
        # The later edition inherited the end that this one had: an expiry, or none.
        move_end(next(edition for edition in before if was_ever_open(edition)), had)
    Move.objects.create(article=article, edition=pending, verb=Move.Verb.CANCEL, by=by, at=now, note=note, via=via)
    return pending


def refuse_held(article: Article, opens: datetime) -> None:
    """Raises NotNow where a hold stands at the instant at which something of the story would open."""
    hold = Hold.objects.standing(opens).filter(article=article).first()
    if hold is not None:
        raise NotNow(f"{hold.sentence} Nothing of this story can go out before that.")


def refuse_taken_down(article: Article) -> None:
    """Raises NotNow for a story that was taken down: that is for good."""
    if Edition.objects.filter(article=article, ending=Edition.Ending.TAKEN_DOWN).exists():
        raise NotNow("This story was taken down for legal reasons. It does not come back: write a new one.")


def in_outlet_zone(at: datetime) -> str:
    return f"{timezone.localtime(at):%-d %B %Y, %H:%M %Z}"
