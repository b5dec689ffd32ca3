"""Legal holds and embargoes: nothing of a story goes out while one stands."""

from __future__ import annotations

from datetime import datetime

from django.contrib.auth.models import User
from django.db import transaction
from django.utils import timezone

from articles.desk import previews, windows
from articles.desk.windows import NotNow
from articles.models import Article, Hold, Move


@transaction.atomic
def hold(
    article: Article, *, by: User | None, kind: str, reason: str, ends_at: datetime | None = None, via: str = ""
) -> Hold:
    """Keeps the story in until `ends_at`, or until somebody lifts the hold. Cancels what was scheduled; what readers
    see already stays. Open preview links are revoked: whoever must read it now gets a new one. Raises NotNow for an end in the past and where such a hold stands."""
    now = timezone.now()
    if not reason.strip():
        raise NotNow("Write the reason: whoever is stopped by the hold will read it.")
    if ends_at is not None and ends_at <= now:
        raise NotNow(f"{windows.in_outlet_zone(ends_at)} is past: such a hold would hold nothing.")
    article = windows.locked(article)
    if Hold.objects.standing(now).filter(article=article, kind=kind).exists():
        raise NotNow("Such a hold stands on this story. Lift it first.")
    placed = Hold.objects.create(
        article=article, kind=kind, reason=reason.strip(), ends_at=ends_at, placed_by=by, placed_at=now
    )
    windows.cancel_pending(article, now=now, by=by, note=placed.sentence)
    previews.revoke_all(article, by=by)
    Move.objects.create(article=article, verb=Move.Verb.HOLD, by=by, at=now, note=placed.sentence, via=via)
    return placed


@transaction.atomic
def lift(article: Article, *, by: User | None, reason: str, kind: str = "", via: str = "") -> list[Hold]:
    """Ends the hold of that kind, or every hold of the story. Raises NotNow if none stands."""
    now = timezone.now()
    article = windows.locked(article)
    standing = Hold.objects.standing(now).filter(article=article)
    lifted = list(standing.filter(kind=kind) if kind else standing)
    if not lifted:
        raise NotNow("No such hold stands on this story.")
    Hold.objects.filter(pk__in=[row.pk for row in lifted]).update(lifted_at=now, lifted_by=by)
    Move.objects.create(article=article, verb=Move.Verb.LIFT, by=by, at=now, note=reason, via=via)
    return lifted
