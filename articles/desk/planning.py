"""Pitches and plans: what is to be written, by whom, by when."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.contrib.auth.models import User
from django.db import transaction

from articles.desk.saving import save
from articles.models import Article, Plan, Status


@dataclass(frozen=True)
class Planned:
    """What a plan says. `wanted_words` is a length in words; None is: not said."""

    brief: str = ""
    assignee: User | None = None
    reviewer: User | None = None
    due_at: datetime | None = None
    wanted_words: int | None = None
    priority: int = Plan.Priority.NORMAL


@transaction.atomic
def pitch(headline: str, planned: Planned, *, by: User | None) -> Article:
    """A story that nobody has asked for yet."""
    article = Article(headline=headline, status=Status.PITCH)
    save(article, by=by)
    set_plan(article, planned)
    return article


def set_plan(article: Article, planned: Planned) -> Plan:
    plan, _ = Plan.objects.update_or_create(article=article, defaults=vars(planned))
    return plan
