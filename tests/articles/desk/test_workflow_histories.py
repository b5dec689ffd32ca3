"""Random histories of one story, by three people, with time jumping, against a plain model.

`HISTORIES=1000 uv run pytest tests/articles/desk/test_workflow_histories.py -n 0` runs a night's worth.
"""

import itertools
import os
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from unittest import mock

import pytest
from django.core.exceptions import PermissionDenied
from django.db import transaction
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from articles.desk import saving
from articles.desk.moving import Asked, perform
from articles.desk.publishing import CorrectionText, NotNow
from articles.models import Article, Edition, Move
from tests.factories import make_article, make_section, make_user

pytestmark = pytest.mark.django_db
HISTORIES = int(os.environ.get("HISTORIES", "60"))
STEPS = 14
BEGIN = datetime(2026, 11, 30, 8, tzinfo=UTC)
SECONDS = st.sampled_from([1, 30, 300, 599, 600, 3600, 7200, 90_000])
PEOPLE = ("writer", "editor", "managing")
EDITORS = {"editor", "managing"}

# Written down once more by hand, so that a slip in the table is one here too or is found.
WHO = {
    "submit": set(PEOPLE), "restore": set(PEOPLE), "kill": set(PEOPLE), "return": EDITORS, "approve": EDITORS,
    "publish": EDITORS, "schedule": EDITORS, "correct": EDITORS, "undo": EDITORS, "cancel": EDITORS,
    "expire": EDITORS, "hold": EDITORS, "revive": EDITORS, "withdraw": {"managing"}, "bring_back": {"managing"},
    "take_down": {"managing"}, "lift": {"managing"},
}  # fmt: skip
TURNS = {
    "submit": ({"draft", "approved"}, "in_review"),
    "return": ({"in_review", "approved"}, "draft"),
    "approve": ({"in_review", "approved"}, "approved"),
    "kill": ({"draft", "in_review", "approved"}, "killed"),
    "revive": ({"killed"}, "draft"),
}


@dataclass
class Shown:
    """One edition of the model: what it says, and from when until when (None: still)."""

    words: str
    start: datetime
    end: datetime | None
    takes_over: bool = False
    ending: str = ""

    @property
    def is_empty(self):
        return self.end == self.start

    def holds(self, at):
        return self.start <= at and (self.end is None or at < self.end)


@dataclass
class Story:
    """The plain model: nothing but lists and times."""

    now: datetime = BEGIN
    words: str = "Words 0"
    revisions: list = field(default_factory=lambda: ["Words 0"])
    status: str = "draft"
    approved: int = -1
    shown: list = field(default_factory=list)
    holds: list = field(default_factory=list)  # ends of standing holds by kind; None: no end

    @property
    def live(self):
        return next((it for it in self.shown if it.holds(self.now)), None)

    @property
    def pending(self):
        return next((it for it in self.shown if it.start > self.now and not it.is_empty), None)

    @property
    def is_taken_down(self):
        return any(it.ending == "taken_down" for it in self.shown)

    def opened(self):
        return [it for it in self.shown if not it.is_empty and it.start <= self.now]

    def is_held(self, at):
        return any(end is None or end > at for _, end in self.holds)

    def put_out(self, words, at):
        self.cancel()
        before = [it for it in self.shown if not it.is_empty]
        last = before[-1] if before else None
        new = Shown(words, at, None)
        if last and (last.end is None or last.end > at):
            new.end, new.takes_over, last.end = last.end, True, at
        self.shown.append(new)

    def cancel(self):
        pending = self.pending
        if pending is None:
            return
        if pending.takes_over:
            earlier = self.shown[: self.shown.index(pending)]
            before = next(it for it in reversed(earlier) if it.end == pending.start and not it.is_empty)
            before.end = pending.end
        pending.end = pending.start

    def undoable(self):
        shown = self.opened()
        if not shown:
            return None
        last = shown[-1]
        within = timedelta(minutes=10)
        if not last.holds(self.now):
            return last if last.ending == "withdrawn" and self.now - last.end < within else None
        if len(shown) > 1 and shown[-2].end == last.start and self.now - last.start < within:
            return shown[-2]
        return None

    # -- may it be? -------------------------------------------------------------------------------------------------

    def refuses(self, verb, at, kind):
        if verb in TURNS:
            return self.refuses_turn(verb)
        working = self.status in ("draft", "in_review", "approved")
        match verb:
            case "publish":
                return not working or self.is_taken_down or self.is_held(self.now)
            case "schedule":
                endless = any(end is None for _, end in self.holds)
                return not working or self.is_taken_down or endless or self.is_held(at) or at <= self.now
            case "correct":
                return not working or self.live is None or self.is_held(self.now)
            case "undo":
                return self.live is None or self.undoable() is None or self.is_held(self.now)
            case "bring_back":
                return not self.is_withdrawn() or self.undoable() is None or self.is_held(self.now)
            case "cancel":
                return self.pending is None
            case "withdraw":
                return self.live is None and not self.is_scheduled_only()
            case "take_down":
                return self.is_taken_down or not self.opened() or self.is_scheduled_only()
            case "expire":
                return self.refuses_end(at)
            case "hold":
                return at <= self.now or any(
                    held == kind and (end is None or end > self.now) for held, end in self.holds
                )
            case "lift":
                return not self.is_held(self.now)
            case "restore":
                return self.status == "killed"
        raise AssertionError(verb)

    def is_scheduled_only(self):
        return self.live is None and self.pending is not None

    def is_withdrawn(self):
        shown = self.opened()
        gone = self.live is None and self.pending is None
        return gone and bool(shown) and shown[-1].ending == "withdrawn"

    def refuses_turn(self, verb):
        if self.status not in TURNS[verb][0]:
            return True
        if verb in ("submit", "approve") and self.is_taken_down:
            return True
        if verb == "approve" and self.status == "approved":
            return self.approved == len(self.revisions)
        return verb == "kill" and (self.live is not None or self.pending is not None)

    def refuses_end(self, at):
        if self.live is None and self.pending is None:
            return True
        return at <= self.now or (self.live is None and at <= self.pending.start)

    # -- what it does -----------------------------------------------------------------------------------------------

    def make(self, verb, at, kind, number):
        if verb in TURNS:
            self.status = TURNS[verb][1]
            if verb == "approve":
                self.approved = len(self.revisions)
            return
        match verb:
            case "publish" | "correct" | "schedule":
                self.put_out(self.words, at if verb == "schedule" else self.now)
                self.status, self.approved = "approved", len(self.revisions)
            case "undo" | "bring_back":
                self.put_out(self.undoable().words, self.now)
            case "cancel":
                self.cancel()
            case "withdraw" | "take_down":
                self.take_off("withdrawn" if verb == "withdraw" else "taken_down")
            case "expire":
                if self.pending and at <= self.pending.start:
                    self.cancel()
                (self.pending or self.live).end = at
            case "hold":
                self.holds.append((kind, None if kind == "legal" else at))
                self.cancel()
            case "lift":
                self.holds = [(held, end) for held, end in self.holds if end is not None and end <= self.now]
            case "restore":
                self.words = self.revisions[number - 1]
                self.revisions.append(self.words)

    def take_off(self, ending):
        self.cancel()
        if self.live:
            self.live.ending, self.live.end = ending, self.now
        elif ending == "taken_down":
            self.opened()[-1].ending = ending


class Histories(RuleBasedStateMachine):
    @initialize()
    def begin(self):
        self.story = Story()
        self.rollback = transaction.atomic()
        self.rollback.__enter__()
        self.clock = mock.patch("django.utils.timezone.now", self.now)
        self.clock.start()
        self.article = make_article("Words 0", by=Histories.people["writer"], section=Histories.section)
        self.made = 1
        self.frozen = {}

    def now(self):
        return self.story.now

    def teardown(self):
        if hasattr(self, "rollback"):
            self.clock.stop()
            transaction.set_rollback(True)
            self.rollback.__exit__(None, None, None)

    @rule(seconds=SECONDS)
    def time_passes(self, seconds):
        self.story.now += timedelta(seconds=seconds)

    @rule(who=st.sampled_from(PEOPLE))
    def save(self, who):
        self.story.now += timedelta(seconds=1)
        self.article.refresh_from_db()
        self.story.words = self.article.headline = f"Words {len(self.story.revisions)}"
        saving.save(self.article, by=Histories.people[who])
        self.story.revisions.append(self.story.words)

    @rule(
        who=st.sampled_from(PEOPLE),
        verb=st.sampled_from([verb for verb in WHO if verb != "take_down"] + ["publish", "schedule", "correct"]),
        seconds=SECONDS,
        kind=st.sampled_from(["legal", "embargo"]),
        pick=st.integers(0, 99),
    )
    def move(self, who, verb, seconds, kind, pick):
        self.try_move(who, verb, seconds, kind, pick)

    def try_move(self, who, verb, seconds, kind, pick):
        story = self.story
        story.now += timedelta(seconds=1)
        at, number = story.now + timedelta(seconds=seconds), pick % len(story.revisions) + 1
        asked = Asked(
            reason="Why.",
            at=None if verb == "hold" and kind == "legal" else at,
            hold_kind="" if verb == "lift" else kind,
            revision=number,
            correction=CorrectionText("It said X; it is Y.") if verb == "correct" else None,
        )
        wanted = "forbidden" if who not in WHO[verb] else "refused" if story.refuses(verb, at, kind) else "made"
        cancels = story.pending is not None and (
            verb in ("publish", "schedule", "correct", "undo", "withdraw", "hold", "take_down", "bring_back")
            or (verb == "expire" and at <= story.pending.start)
        )
        ends_live = verb == "withdraw" and story.live is not None
        answer = self.perform(verb, who, asked)
        assert answer == wanted, (verb, who, answer, wanted, story)
        if answer == "made":
            story.make(verb, at, kind, number)
            self.made += 1 + cancels - (verb == "withdraw" and not ends_live)

    @rule(who=st.sampled_from(PEOPLE), rarely=st.integers(0, 3))
    def take_down(self, who, rarely):
        if rarely == 0:  # it ends most of what can happen
            self.try_move(who, "take_down", 1, "legal", 0)

    def perform(self, verb, who, asked):
        try:
            with transaction.atomic():
                perform(verb, self.article, by=Histories.people[who], asked=asked)
        except PermissionDenied:
            return "forbidden"
        except NotNow:
            return "refused"
        return "made"

    @invariant()
    def the_record_is_as_the_model_says(self):
        if not hasattr(self, "rollback"):
            return
        rows = list(Edition.objects.order_by("number"))
        assert [(it.headline, it.live_from, it.live_until, it.ending) for it in rows] == [
            (it.words, it.start, it.end, it.ending) for it in self.story.shown
        ]
        windows = sorted(
            (it.live_from, it.live_until) for it in rows if it.live_until != it.live_from and it.live_until
        )
        still = [it.live_from for it in rows if it.live_until is None]
        assert all(a[1] <= b[0] for a, b in itertools.pairwise(windows))
        assert len(still) <= 1
        assert not still or all(end <= still[0] for _, end in windows)
        for row in rows:  # nothing that was published is lost or rewritten
            content = (row.headline, row.html, row.slug, row.published_at, row.revision_id)
            assert self.frozen.setdefault(row.pk, content) == content
        assert set(self.frozen) == {row.pk for row in rows}

    @invariant()
    def readers_see_what_the_model_says(self):
        if not hasattr(self, "rollback"):
            return
        story = self.story
        instants = {story.now, *(it.start for it in story.shown[-2:])} | {it.end for it in story.shown[-2:] if it.end}
        for at in instants:
            shown = [it.words for it in story.shown if it.holds(at)]
            assert list(Edition.objects.live(at).values_list("headline", flat=True)) == shown

    @invariant()
    def every_move_left_one_line_and_the_status_agrees(self):
        if not hasattr(self, "rollback"):
            return
        assert Move.objects.count() == self.made
        assert Article.objects.get().status == self.story.status


def test_random_histories_agree_with_a_plain_model():
    Histories.people = {
        "writer": make_user("writer"),
        "editor": make_user("editor"),
        "managing": make_user("managing editor"),
    }
    Histories.section = make_section()
    profile = settings(
        max_examples=HISTORIES,
        stateful_step_count=STEPS,
        deadline=None,
        suppress_health_check=list(HealthCheck),
        derandomize=HISTORIES <= 60,
        database=None,
    )
    run_state_machine_as_test(Histories, settings=profile)
