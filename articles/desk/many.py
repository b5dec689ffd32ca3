"""The same thing for many stories: each by its own rules and in its own transaction, with a result a row."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import F
from django.utils import timezone

from articles.desk.moving import Asked, perform
from articles.desk.planning import Planned
from articles.desk.publishing import NotNow
from articles.desk.readiness import NotReady
from articles.desk.saving import opened, save
from articles.desk.workflow import RULES, Stand, permissions_of
from articles.models import Article, Edition, Hold, Plan, Status, Tag

MOST = 100


@dataclass(frozen=True)
class Row:
    """One story and what came, or would come, of it. `refused` is empty where it goes well."""

    article: Article
    refused: str = ""


def foreseen(verb: str, ids: list[int], by: User) -> list[Row]:
    """What the table would say of each, in four queries; a move may still be refused for what only it looks at."""
    now = timezone.now()
    rows = Article.objects.with_standing(now).select_related("plan", "created_by").filter(pk__in=ids).order_by("pk")
    pending = Edition.objects.filter(article__in=ids, live_from__gt=now).exclude(live_until=F("live_from"))
    waiting = set(pending.values_list("article_id", flat=True))
    holds = {hold.article_id: hold for hold in Hold.objects.standing(now).filter(article__in=ids)}
    return [Row(row, _refusal(verb, row, by, row.pk in waiting, holds.get(row.pk))) for row in rows]


def _refusal(verb: str, row: Article, by: User, has_pending: bool, hold: Hold | None) -> str:
    plan = getattr(row, "plan", None)
    stand = Stand(
        status=Status(row.status),
        standing=row.standing,
        permissions=permissions_of(by),
        is_own=row.created_by_id == by.pk or bool(plan and plan.assignee_id == by.pk),
        has_pending=has_pending,
        hold=hold.sentence if hold else "",
        endless_hold=hold.sentence if hold and hold.ends_at is None else "",
    )
    if verb == "tag":
        may = "change_any_article" in stand.permissions or (stand.is_own and "change_article" in stand.permissions)
        return "" if may else "You may not change this story."
    rule = RULES[verb]
    return rule.refusal(stand) if rule.is_permitted(stand) else "You may not make this move."


def move_many(verb: str, ids: list[int], by: User, asked: Asked) -> list[Row]:
    """Makes the move for each; what is refused changes nothing of the others."""
    return _each(ids, lambda article: perform(verb, article, by=by, asked=asked))


def assign_many(ids: list[int], by: User, assignee: User | None, due_at: datetime | None) -> list[Row]:
    """Changes who and by when of each plan, and leaves the rest of it as it is."""

    def assign(article: Article) -> object:
        plan = Plan.objects.filter(article=article).first()
        kept = Planned(**{name: getattr(plan, name) for name in Planned.__dataclass_fields__}) if plan else Planned()
        planned = replace(kept, assignee=assignee, due_at=due_at or kept.due_at)
        return perform("assign", article, by=by, asked=Asked(plan=planned, via="list"))

    return _each(ids, assign)


def tag_many(ids: list[int], by: User, tags: list[Tag]) -> list[Row]:
    """Adds the tags to each: a save, and so a revision, of every story that lacks one."""

    def tag(article: Article) -> None:
        if _refusal("tag", article, by, False, None):
            raise PermissionDenied
        held = list(Tag.objects.filter(tagged_articles__content_object=article))
        missing = [it for it in tags if it not in held]
        if not missing:
            raise NotNow("It has these tags already.")
        save(opened(article.pk, lock=True), by=by, tags=[*held, *missing], is_locked=True)

    return _each(ids, tag)


def _each(ids: list[int], act: Callable[[Article], Any]) -> list[Row]:
    rows = Article.objects.with_standing(timezone.now()).select_related("plan").filter(pk__in=ids).order_by("pk")
    return [Row(article, _tried(act, article)) for article in rows]


def _tried(act: Callable[[Article], Any], article: Article) -> str:
    try:
        with transaction.atomic():
            act(article)
    except PermissionDenied:
        return "You may not do this to this story."
    except (NotNow, NotReady) as error:
        return str(error)
    return ""
