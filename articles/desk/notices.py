"""Telling people at the desk: a line in their inbox each, and one e-mail for all that they have not seen."""

from __future__ import annotations

from collections.abc import Iterable

from django.contrib.auth.models import User
from django.utils import timezone

from articles.models import Article, Notice


def tell(article: Article, people: Iterable[User | None], text: str, *, by: User | None) -> None:
    """One line to each of them, once; never to whoever caused it, nor to somebody whose account is closed."""
    at = timezone.now()
    wanted = {person.pk: person for person in people if person is not None and person.is_active}
    Notice.objects.bulk_create(
        [
            Notice(to=person, article=article, text=text[:500], by=by, at=at)
            for person in wanted.values()
            if by is None or person.pk != by.pk
        ]
    )


def writers_of(article: Article) -> list[User]:
    """Who began the story, and whom it is assigned to."""
    people = [article.created_by] if article.created_by else []
    plan = getattr(article, "plan", None)
    return [*people, plan.assignee] if plan and plan.assignee else people
