"""Which move is allowed, from where, by whom: one table. Buttons, refusals, tests and docs/editors.md are drawn from it.

`refusal` asks the table about one story and one person; `articles.desk.moving` makes the move.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from django.contrib.auth.models import AnonymousUser, User
from django.utils import timezone

from articles.desk.situation import Situation, on_desk, situation_of
from articles.models import Article, Standing, Status

ANYWHERE = frozenset(Standing)
ON_SITE = frozenset({Standing.LIVE, Standing.CHANGED})
NOT_ON_SITE = frozenset({Standing.OFF, Standing.EXPIRED, Standing.WITHDRAWN, Standing.TAKEN_DOWN})
NOT_TAKEN_DOWN = ANYWHERE - {Standing.TAKEN_DOWN}
ANY = frozenset(Status)
IN_WORK = frozenset({Status.DRAFT, Status.IN_REVIEW, Status.APPROVED})
ALIVE = IN_WORK | {Status.PITCH}


@dataclass(frozen=True)
class Stand:
    """How things stand with one story for one person at one instant: all that the table asks.

    `hold` is the sentence of a hold that stands now, `endless_hold` of one that no time ends; empty: none.
    `permissions` are codenames of this app, without its label.
    """

    status: Status
    standing: Standing
    permissions: frozenset[str] = frozenset()
    is_own: bool = False
    has_pending: bool = False
    hold: str = ""
    endless_hold: str = ""
    is_approved_as_it_is: bool = False
    can_undo: bool = False


@dataclass(frozen=True)
class Rule:
    """One row. `own`: whoever the story belongs to may too; `reason`: refused without one; `also` gives a refusal
    in words that only this move knows, or an empty string."""

    verb: str
    label: str
    does: str
    permission: str
    statuses: frozenset[Status]
    standings: frozenset[Standing] = ANYWHERE
    to: Status | None = None
    own: bool = False
    reason: bool = False
    also: Callable[[Stand], str] | None = None

    @property
    def saves_first(self) -> bool:
        """Whether the move is about the text: its button saves the form before it opens the move's page."""
        return self.verb in ("submit", "approve", "publish", "schedule", "correct")

    @property
    def is_button(self) -> bool:
        """Whether it stands on the story's form; restoring starts from a line of its history."""
        return self.verb != "restore"

    def is_permitted(self, stand: Stand) -> bool:
        if self.permission in stand.permissions:
            return True
        return self.own and stand.is_own and "change_article" in stand.permissions

    def refusal(self, stand: Stand) -> str:
        """Why the story does not allow this move as it stands, whoever asks; empty if it does."""
        if stand.status not in self.statuses:
            return f"This is for a story that is {_listed(self.statuses)}; this one is {_named(stand.status)}."
        if stand.standing not in self.standings:
            return f"This is for a story that is {_listed(self.standings)}; this one is {_named(stand.standing)}."
        return self.also(stand) if self.also else ""


def _named(state: Status | Standing) -> str:
    label = str(state.label)
    return f"a {label.lower()}" if state in (Status.PITCH, Status.DRAFT) else label[0].lower() + label[1:]


def _listed(states: frozenset[Status] | frozenset[Standing]) -> str:
    names = [_named(state) for state in (*Status, *Standing) if state in states]
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} or {names[-1]}"


def _held(stand: Stand) -> str:
    return f"{stand.hold} Nothing of this story can go out before that." if stand.hold else ""


def _held_for_good(stand: Stand) -> str:
    return f"{stand.endless_hold} Nothing of this story can be scheduled before that." if stand.endless_hold else ""


def _approved_already(stand: Stand) -> str:
    if stand.status == Status.APPROVED and stand.is_approved_as_it_is:
        return "This very revision is approved already."
    return ""


def _nothing_pending(stand: Stand) -> str:
    return "" if stand.has_pending else "Nothing of this story is scheduled."


def _nothing_to_undo(stand: Stand) -> str:
    if stand.can_undo:
        return _held(stand)
    return "There is nothing to undo: only the last ten minutes can be, and only where something was before."


def _no_hold(stand: Stand) -> str:
    return "" if stand.hold else "No hold stands on this story."


TABLE: tuple[Rule, ...] = (
    Rule("commission", "Commission…", "makes a pitch a draft", "assign_article", frozenset({Status.PITCH}),
         to=Status.DRAFT),
    Rule("assign", "Assign…", "says who writes, who reviews, by when, how long, how urgent", "assign_article", ALIVE),
    Rule("submit", "Send to review…", "asks for review", "change_any_article",
         frozenset({Status.DRAFT, Status.APPROVED}), NOT_TAKEN_DOWN, to=Status.IN_REVIEW, own=True),
    Rule("return", "Return…", "gives it back to its writer", "approve_article",
         frozenset({Status.IN_REVIEW, Status.APPROVED}), to=Status.DRAFT, reason=True),
    Rule("approve", "Approve…", "says that this revision may go out", "approve_article",
         frozenset({Status.IN_REVIEW, Status.APPROVED}), NOT_TAKEN_DOWN, to=Status.APPROVED, also=_approved_already),
    Rule("publish", "Publish…", "puts it on the site now", "publish_article", IN_WORK, NOT_TAKEN_DOWN,
         to=Status.APPROVED, also=_held),
    Rule("schedule", "Schedule…", "puts it on the site at a time", "publish_article", IN_WORK, NOT_TAKEN_DOWN,
         to=Status.APPROVED, also=_held_for_good),
    Rule("correct", "Correct…", "publishes it with words on what was wrong", "publish_article", IN_WORK, ON_SITE,
         to=Status.APPROVED, also=_held),
    Rule("undo", "Undo the last publication…", "puts back what readers saw before", "publish_article", ANY,
         ON_SITE, also=_nothing_to_undo),
    Rule("cancel", "Cancel the schedule…", "takes back what is still to come", "publish_article", ANY,
         also=_nothing_pending),
    Rule("expire", "Set an end…", "says when it leaves the site by itself", "publish_article", ANY,
         ON_SITE | {Standing.SCHEDULED}),
    Rule("withdraw", "Stop the press…", "takes it off the site, with a line to readers; cancels what is scheduled",
         "withdraw_article", ANY, ON_SITE | {Standing.SCHEDULED}),
    Rule("bring_back", "Undo the withdrawal…", "puts back what was withdrawn", "withdraw_article", ANY,
         frozenset({Standing.WITHDRAWN}), also=_nothing_to_undo),
    Rule("take_down", "Take down…", "takes it off for legal reasons: nothing of it stays public, nor why", "take_down_article", ANY,
         ON_SITE | {Standing.EXPIRED, Standing.WITHDRAWN}, reason=True),
    Rule("hold", "Hold…", "keeps it in by legal hold or embargo: nothing of it goes out, what is scheduled is cancelled", "hold_article",
         ANY, reason=True),
    Rule("lift", "Lift the hold…", "ends a hold", "lift_article", ANY, reason=True, also=_no_hold),
    Rule("kill", "Kill…", "stops the work; the story stays on the desk", "assign_article", ALIVE, NOT_ON_SITE,
         to=Status.KILLED, own=True, reason=True),
    Rule("restore", "Restore…", "makes an old revision the newest again", "change_any_article", ALIVE, own=True),
    Rule("revive", "Revive…", "takes up a killed story again", "assign_article", frozenset({Status.KILLED}),
         to=Status.DRAFT, reason=True),
)  # fmt: skip
RULES: dict[str, Rule] = {rule.verb: rule for rule in TABLE}


def stand_of(article: Article, user: User | AnonymousUser) -> Stand:
    """How things stand now; reads the database. `article` may be any copy of the row."""
    now = timezone.now()
    return stand_in(situation_of(on_desk(now).get(pk=article.pk), now), user)


def stand_in(situation: Situation, user: User | AnonymousUser) -> Stand:
    """How a situation is for one person: the same for everybody, but for what they may."""
    article, holds = situation.article, situation.holds
    return Stand(
        status=Status(article.status),
        standing=article.standing,
        permissions=permissions_of(user),
        is_own=owns(user, article),
        has_pending=situation.editions.pending is not None,
        hold=next((hold.sentence for hold in holds), ""),
        endless_hold=next((hold.sentence for hold in holds if hold.ends_at is None), ""),
        is_approved_as_it_is=situation.is_approved_as_it_is,
        can_undo=situation.editions.undoable is not None,
    )


def stand_of_new(user: User | AnonymousUser) -> Stand:
    """How a story will stand for whoever is about to begin it."""
    return Stand(status=Status.DRAFT, standing=Standing.OFF, permissions=permissions_of(user), is_own=True)


def permissions_of(user: User | AnonymousUser) -> frozenset[str]:
    """Codenames of this app that the person has, active staff only."""
    if not (user.is_active and user.is_staff):
        return frozenset()
    label = "articles."
    return frozenset(name.removeprefix(label) for name in user.get_all_permissions() if name.startswith(label))


def owns(user: User | AnonymousUser, article: Article) -> bool:
    """Whoever began the story, and whoever it is assigned to."""
    if article.created_by_id == user.pk:
        return True
    plan = getattr(article, "plan", None)
    return plan is not None and plan.assignee_id == user.pk


def allowed(stand: Stand) -> list[Rule]:
    """The moves that can be made as things stand, in the table's order: the buttons of a story."""
    return [rule for rule in TABLE if rule.is_permitted(stand) and not rule.refusal(stand)]


def may_change(user: User | AnonymousUser, article: Article) -> bool:
    """Whether the person may change the story's text."""
    permissions = permissions_of(user)
    if "change_article" not in permissions:
        return False
    return "change_any_article" in permissions or owns(user, article)
