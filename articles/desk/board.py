"""The board: what is in work, in columns by where it stands."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib.auth.models import User
from django.db.models import F, OuterRef, QuerySet, Subquery

from articles.desk.my_work import touched_last
from articles.desk.workflow import TABLE, Rule, Stand, permissions_of
from articles.models import Article, Edition, Move, Standing, Status

CARDS = 25
_MARK = re.compile(r"<q\b[^>]*>")


@dataclass(frozen=True)
class Card:
    """A story on the board. `since` is its last move; `moves` are those that its column and the person's rights
    allow: what else speaks against one is said when it is tried."""

    article: Article
    since: datetime
    unattributed: int
    has_art: bool
    moves: list[Rule]


@dataclass(frozen=True)
class Column:
    name: str
    key: str
    cards: list[Card]


def board(person: User, now: datetime) -> list[Column]:
    """Pitch, Draft, In review, Approved, Scheduled, Live today; a bounded number of queries and of cards."""
    statuses = [(str(status.label), str(status), _of(status, now)) for status in list(Status)[:3]]
    approved = [article for article in touched_last(now) if article.standing not in (Standing.LIVE, Standing.SCHEDULED)]
    coming = Edition.objects.filter(live_from__gt=now).exclude(live_until=F("live_from")).order_by("live_from")
    today = now.replace(hour=0, minute=0, second=0, microsecond=0)
    live = Edition.objects.live(now).filter(live_from__gte=today).order_by("-live_from")
    columns = [
        *statuses,
        ("Approved", "approved", approved[:CARDS]),
        ("Scheduled", "scheduled", _behind(coming, now)),
        ("Live today", "live", _behind(live, now)),
    ]
    since = _since([article.pk for _, _, rows in columns for article in rows])
    permissions = permissions_of(person)
    return [
        Column(name, key, [_card(article, person, permissions, since) for article in rows])
        for name, key, rows in columns
    ]


def _rows(now: datetime) -> QuerySet[Article]:
    return Article.objects.with_standing(now).select_related("created_by", "plan__assignee", "lead_visual")


def _of(status: Status, now: datetime) -> list[Article]:
    return list(_rows(now).filter(status=status).order_by("-updated_at", "-pk")[:CARDS])


def _behind(editions: Any, now: datetime) -> list[Article]:
    ids = list(editions.values_list("article_id", flat=True)[:CARDS])
    found = _rows(now).in_bulk(ids)
    return [found[pk] for pk in dict.fromkeys(ids)]


def _since(ids: list[int]) -> dict[int, datetime]:
    last = Move.objects.filter(article=OuterRef("pk")).order_by("-at", "-pk").values("at")[:1]
    return dict(Article.objects.filter(pk__in=ids).annotate(moved=Subquery(last)).values_list("pk", "moved"))


def _card(article: Article, person: User, permissions: frozenset[str], since: dict[int, Any]) -> Card:
    plan = getattr(article, "plan", None)
    own = article.created_by_id == person.pk or bool(plan and plan.assignee_id == person.pk)
    stand = Stand(Status(article.status), article.standing, permissions, is_own=own)
    moves = [rule for rule in TABLE if rule.is_permitted(stand) and _fits(rule, stand)]
    loose = sum("data-speaker=" not in mark and "data-label=" not in mark for mark in _MARK.findall(article.body))
    has_art = bool(article.lead_photo_id or (article.lead_visual and article.lead_visual.poster_id))
    return Card(article, since.get(article.pk) or article.updated_at, loose, has_art, moves)


def _fits(rule: Rule, stand: Stand) -> bool:
    needs_more = ("undo", "bring_back", "cancel", "lift", "restore")
    if rule.verb == "cancel":
        return stand.standing == Standing.SCHEDULED
    return rule.verb not in needs_more and stand.status in rule.statuses and stand.standing in rule.standings
