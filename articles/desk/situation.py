"""How one story stands at one instant: read once, for the table of moves and for the pages that show it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db.models import OuterRef, QuerySet, Subquery

from articles.desk import windows
from articles.desk.saving import POINTERS
from articles.models import Article, Hold, Move, Revision, Status

# Moves that say: this revision may go out.
APPROVING = (Move.Verb.APPROVE, Move.Verb.PUBLISH, Move.Verb.SCHEDULE, Move.Verb.CORRECT)
_POINTS_AT = (*POINTERS, "created_by", "plan__assignee", "plan__reviewer")


@dataclass(frozen=True)
class Situation:
    """`article` is a row of `on_desk`; `holds` are those that stand."""

    article: Article
    now: datetime
    editions: windows.Latest
    holds: list[Hold]

    @property
    def newest(self) -> int:
        """The number of the revision that the article is."""
        return self.article.newest_found  # type: ignore[attr-defined]

    @property
    def approved(self) -> int | None:
        """The number of the revision that was last said to be fit to go out, whatever the story's status is now."""
        return self.article.approved_found  # type: ignore[attr-defined]

    @property
    def is_approved_as_it_is(self) -> bool:
        """Approval is of one revision: a later change is not approved."""
        return self.article.status == Status.APPROVED and self.approved == self.newest

    @property
    def is_changed_since_approval(self) -> bool:
        return self.article.status == Status.APPROVED and not self.is_approved_as_it_is


def on_desk(now: datetime) -> QuerySet[Article]:
    """Stories with all of their own that their situation needs, in one query."""
    newest = Revision.objects.of_the_story().filter(article=OuterRef("pk")).values("number")[:1]
    approving = Move.objects.filter(article=OuterRef("pk"), verb__in=APPROVING).order_by("-at", "-pk")
    return (
        Article.objects.with_standing(now)
        .annotate(newest_found=Subquery(newest), approved_found=Subquery(approving.values("revision__number")[:1]))
        .select_related(*_POINTS_AT)
    )


def situation_of(row: Article, now: datetime) -> Situation:
    """Two queries; `row` is one of `on_desk(now)`."""
    holds = list(Hold.objects.standing(now).filter(article=row.pk))
    return Situation(row, now, windows.latest(row, now), holds)
