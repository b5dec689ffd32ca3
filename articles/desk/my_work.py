"""What waits for somebody at the desk: their first page. Each list is short, and bounded whatever the archive holds."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.contrib.auth.models import User
from django.db.models import F, OuterRef, Q, QuerySet, Subquery
from django.utils import timezone

from articles.desk.in_work import UNDONE, ids_in
from articles.models import Article, Edition, Move, Notice, Standing, Status

LINES = 8
SOON = timedelta(hours=48)
STALE = timedelta(days=30)
# Of the stories that were approved and touched last, so many are asked whether they have changes that are not out.
LOOKED_AT = 60
_LINE = ("headline", "article", "live_from")


@dataclass(frozen=True)
class Work:
    """Each is a list of at most a few rows; `to_review` is empty for who may not approve."""

    notices: list[Notice]
    returned: list[Article]
    to_review: list[Article]
    drafts: list[Article]
    waiting: list[Article]
    scheduled: list[Edition]
    published: list[Edition]
    unsent: list[Article]
    stale: list[Article]


def my_work(person: User, now: datetime | None = None) -> Work:
    now = now or timezone.now()
    rows = Article.objects.select_related("created_by", "plan__assignee", "section").defer("body")
    mine = rows.filter(Q(created_by=person) | Q(plan__assignee=person))
    drafts = list(_with_last_move(mine.filter(status__in=[Status.DRAFT, Status.PITCH]))[: LINES * 4])
    returned = [article for article in drafts if article.last_verb == Move.Verb.RETURN]
    in_work = mine.filter(pk__in=ids_in(UNDONE, now))
    return Work(
        notices=list(Notice.objects.filter(to=person, seen_at__isnull=True).select_related("article")[:LINES]),
        returned=returned[:LINES],
        to_review=_to_review(person, rows),
        drafts=[article for article in drafts if article not in returned][:LINES],
        waiting=list(mine.filter(status=Status.IN_REVIEW)[:LINES]),
        scheduled=scheduled(now, now + SOON),
        published=list(Edition.objects.live(now).only(*_LINE).newest(LINES)),
        unsent=[article for article in touched_last(now) if article.standing == Standing.CHANGED][:LINES],
        stale=list(in_work.filter(updated_at__lt=now - STALE).order_by("updated_at")[:LINES]),
    )


def scheduled(start: datetime, end: datetime) -> list[Edition]:
    """What opens between the two instants, the first first."""
    coming = Edition.objects.filter(live_from__gt=start, live_from__lt=end).exclude(live_until=F("live_from"))
    return list(coming.only(*_LINE).order_by("live_from")[: LINES * 3])


def touched_last(now: datetime) -> list[Article]:
    """Approved stories that were touched last, with their standing: not the whole archive."""
    newest = Article.objects.filter(status=Status.APPROVED).order_by("-updated_at", "-pk").values("pk")[:LOOKED_AT]
    rows = Article.objects.with_standing(now).filter(pk__in=list(newest.values_list("pk", flat=True)))
    return list(rows.select_related("created_by", "plan__assignee", "section"))


def _to_review(person: User, rows: QuerySet[Article]) -> list[Article]:
    """Those that this person was asked for come first; then what nobody was asked for."""
    if not person.has_perm("articles.approve_article"):
        return []
    waiting = rows.filter(status=Status.IN_REVIEW)
    asked = waiting.filter(Q(plan__reviewer=person) | Q(plan__reviewer__isnull=True))
    return list(asked.order_by("plan__reviewer", "-plan__priority", "updated_at")[:LINES])


def _with_last_move(rows: QuerySet[Article]) -> Any:
    last = Move.objects.filter(article=OuterRef("pk")).order_by("-at", "-pk")
    return rows.annotate(last_verb=Subquery(last.values("verb")[:1]))
