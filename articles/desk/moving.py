"""Making a move: the table is asked, the story's row is locked, what the page showed is compared, a line is written.

One transaction each. A move that the table refuses changes nothing, whatever road it came by.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from articles.desk import holding, planning, publishing, restoring, windows
from articles.desk.notices import tell, writers_of
from articles.desk.planning import Planned
from articles.desk.publishing import CorrectionText, NotNow
from articles.desk.workflow import RULES, Rule, stand_of
from articles.models import Article, Move, Revision, Status


@dataclass(frozen=True)
class Asked:
    """What the person was shown and what they wrote. `seen_revision` is a revision's number; None, and an empty
    `seen_status`, are not compared. Each move reads what it needs."""

    seen_status: str = ""
    seen_revision: int | None = None
    reason: str = ""
    line: str = ""
    at: datetime | None = None
    hold_kind: str = ""
    revision: int | None = None
    correction: CorrectionText | None = None
    plan: Planned | None = None
    via: str = "form"


@transaction.atomic
def perform(verb: str, article: Article, *, by: User, asked: Asked | None = None) -> Rule:
    """Makes the move. Raises PermissionDenied for who may not, NotNow and NotReady with the reason for what can't be."""
    asked = asked or Asked()
    rule = RULES[verb]
    article = windows.locked(article)
    stand = stand_of(article, by)
    if not rule.is_permitted(stand):
        raise PermissionDenied
    refused = rule.refusal(stand) or _changed_meanwhile(article, asked)
    if refused:
        raise NotNow(refused)
    if rule.reason and not asked.reason.strip():
        raise NotNow("Write the reason: it stays in the history.")
    _DO[verb](article, by, asked)
    _tell(rule, article, by, asked)
    return rule


def _changed_meanwhile(article: Article, asked: Asked) -> str:
    if asked.seen_status and asked.seen_status != article.status:
        return f"Somebody was faster: this story is {Status(article.status).label.lower()} now. Look again."
    if asked.seen_revision is not None and asked.seen_revision != windows.newest_revision(article).number:
        return "The story was saved again after you looked. Look at what changed, then decide."
    return ""


# -- what each move does ----------------------------------------------------------------------------------------


def _turn(article: Article, by: User, asked: Asked, verb: str) -> None:
    """Another status: one conditional UPDATE on the one that was expected, and its line."""
    to = RULES[verb].to
    moved = Article.objects.filter(pk=article.pk, status=article.status).update(status=to)
    if not moved:
        raise NotNow("Somebody was faster: look at the story again.")
    article.status = str(to)
    Move.objects.create(
        article=article,
        revision=windows.newest_revision(article),
        verb=verb,
        by=by,
        at=timezone.now(),
        note=asked.reason.strip(),
        via=asked.via,
    )


def _turns(verb: str) -> Callable[[Article, User, Asked], None]:
    return lambda article, by, asked: _turn(article, by, asked, verb)


def _commission(article: Article, by: User, asked: Asked) -> None:
    _turn(article, by, asked, "commission")
    if asked.plan is not None:
        planning.set_plan(article, asked.plan)


def _assign(article: Article, by: User, asked: Asked) -> None:
    planned = asked.plan or Planned()
    planning.set_plan(article, planned)
    to = f"To {planned.assignee.get_username()}" if planned.assignee else "To nobody"
    note = f"{to}, due {windows.in_outlet_zone(planned.due_at)}" if planned.due_at else to
    Move.objects.create(article=article, verb=Move.Verb.ASSIGN, by=by, at=timezone.now(), note=note, via=asked.via)


def _schedule(article: Article, by: User, asked: Asked) -> None:
    if asked.at is None:
        raise NotNow("Say when: a day and a time.")
    if asked.at <= timezone.now():
        raise NotNow(f"{windows.in_outlet_zone(asked.at)} is past. Pick a later time, or publish now.")
    publishing.publish(article, by=by, at=asked.at, reason=asked.reason, via=asked.via)


def _correct(article: Article, by: User, asked: Asked) -> None:
    if asked.correction is None:
        raise NotNow("Write what was wrong and what is right.")
    publishing.correct(article, by=by, correction=asked.correction, reason=asked.reason, via=asked.via)


def _hold(article: Article, by: User, asked: Asked) -> None:
    kind = asked.hold_kind or "legal"
    holding.hold(article, by=by, kind=kind, reason=asked.reason, ends_at=asked.at, via=asked.via)


def _restore(article: Article, by: User, asked: Asked) -> None:
    try:
        restoring.restore(article, asked.revision or 0, by=by, via=asked.via)
    except Revision.DoesNotExist as error:
        raise NotNow("This story has no such revision.") from error


_DO: dict[str, Callable[[Article, User, Asked], object]] = {
    "commission": _commission,
    "assign": _assign,
    "submit": _turns("submit"),
    "return": _turns("return"),
    "approve": _turns("approve"),
    "publish": lambda article, by, asked: publishing.publish(article, by=by, reason=asked.reason, via=asked.via),
    "schedule": _schedule,
    "correct": _correct,
    "undo": lambda article, by, asked: publishing.undo(article, by=by, via=asked.via),
    "bring_back": lambda article, by, asked: publishing.undo(article, by=by, via=asked.via),
    "cancel": lambda article, by, asked: publishing.cancel(article, by=by, note=asked.reason, via=asked.via),
    "expire": lambda article, by, asked: publishing.expire(article, by=by, at=asked.at, via=asked.via),
    "withdraw": lambda article, by, asked: publishing.withdraw(article, by=by, note=asked.line, via=asked.via),
    "take_down": lambda article, by, asked: publishing.take_down(article, by=by, reason=asked.reason, via=asked.via),
    "hold": _hold,
    "lift": lambda article, by, asked: holding.lift(
        article, by=by, reason=asked.reason, kind=asked.hold_kind, via=asked.via
    ),
    "kill": _turns("kill"),
    "revive": _turns("revive"),
    "restore": _restore,
}

# -- who is told ------------------------------------------------------------------------------------------------

_TELLS_WRITERS = {
    "commission": "commissioned",
    "return": "returned",
    "approve": "approved",
    "publish": "published",
    "schedule": "scheduled",
    "correct": "corrected",
    "withdraw": "stopped",
    "take_down": "took down",
    "hold": "put a hold on",
    "kill": "killed",
    "revive": "revived",
}


def _tell(rule: Rule, article: Article, by: User, asked: Asked) -> None:
    who = by.get_full_name() or by.get_username()
    because = f": {asked.reason.strip()}" if asked.reason.strip() else "."
    if rule.verb in _TELLS_WRITERS:
        tell(article, writers_of(article), f"{who} {_TELLS_WRITERS[rule.verb]} “{article.headline}”{because}", by=by)
    elif rule.verb == "assign" and asked.plan:
        tell(article, [asked.plan.assignee], f"{who} assigned “{article.headline}” to you.", by=by)
        tell(article, [asked.plan.reviewer], f"{who} asks you to review “{article.headline}”.", by=by)
    elif rule.verb == "submit":
        plan = getattr(article, "plan", None)
        tell(article, [plan.reviewer if plan else None], f"{who} sent you “{article.headline}” to review.", by=by)
