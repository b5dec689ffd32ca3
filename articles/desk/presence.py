"""Who has a story open, and who says that they have it. A word between colleagues: nothing is ever locked."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.contrib.auth.models import User
from django.db import transaction
from django.utils import timezone

from articles.models import Article, Presence, Revision

# A form is heard of every ten seconds; after three silences its owner has gone.
GONE_AFTER = timedelta(seconds=32)


def hear(article: Article, user: User, *, wants_it: bool | None = None) -> list[dict[str, Any]]:
    """Notes that the user has the story open; gives the others who do: name, has_it, last_saved (UTC or None).

    `wants_it` takes the story over from whoever has it (True) or lets go of it (False); None leaves that as it is.
    """
    now = timezone.now()
    with transaction.atomic():
        if wants_it:
            Presence.objects.filter(article=article, has_it=True).exclude(user=user).update(has_it=False)
        changes: dict[str, Any] = {"at": now} | ({} if wants_it is None else {"has_it": wants_it})
        Presence.objects.update_or_create(article=article, user=user, defaults=changes)
    return _others(article, user, now)


def leave(article: Article, user: User) -> None:
    Presence.objects.filter(article=article, user=user).delete()


def _others(article: Article, user: User, now: datetime) -> list[dict[str, Any]]:
    here = Presence.objects.filter(article=article, at__gt=now - GONE_AFTER).exclude(user=user).select_related("user")
    saves = Revision.objects.filter(article=article).order_by("number").values_list("by", "at")
    last = dict(saves.filter(by__in=[row.user_id for row in here])) if here else {}
    return [
        {
            "name": row.user.get_full_name() or row.user.username,
            "has_it": row.has_it,
            "last_saved": last.get(row.user_id),
        }
        for row in here
    ]
