"""Which stories are in work. Asked for status by status, each by its index: nearly all stories are done, so a planner
that is asked for "any but approved" reads them all."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db.models import QuerySet

from articles.models import Article, Status
from articles.newest import newest_of_each
from articles.prepared import Prepared

MOST_OF_A_STATUS = 1_000
UNDONE = (Status.PITCH, Status.DRAFT, Status.IN_REVIEW)


def ids_in(statuses: Iterable[Status], at: datetime) -> list[int]:
    """Ids of the stories of these statuses that were touched last, a thousand of each. One query."""
    return [pk for pk, _ in newest_of_each((_OF_STATUS, [str(status) for status in statuses]), at=at)]


def _of_status(key: str, at: datetime) -> QuerySet[Any, Any]:
    rows = Article.objects.filter(status=key, updated_at__lte=at).order_by("-updated_at", "-pk")
    return rows.values_list("pk", "updated_at")[:MOST_OF_A_STATUS]


_OF_STATUS = Prepared(_of_status)
