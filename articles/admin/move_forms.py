"""What each move asks for on its page. A form gives an `Asked`; the table and the desk decide."""

from __future__ import annotations

from datetime import UTC, date, datetime, time
from typing import Any

from django import forms
from django.utils import timezone

from articles.desk.moving import Asked
from articles.desk.planning import Planned
from articles.desk.publishing import CorrectionText
from articles.models import Correction, Hold, Plan


class OutletTime(forms.SplitDateTimeField):
    """A day and a time of the outlet's clock. An hour that the clocks leave out, or show twice, is refused in words."""

    widget = forms.SplitDateTimeWidget(
        date_attrs={"type": "date", "aria-label": "Day"}, time_attrs={"type": "time", "aria-label": "Time"},
        date_format="%Y-%m-%d", time_format="%H:%M",
    )  # fmt: skip

    def clean(self, value: Any) -> datetime | None:
        if isinstance(value, list | tuple) and bool(value[0]) != bool(value[1]):
            raise forms.ValidationError("Give both a day and a time.")
        return super().clean(value)

    def compress(self, data_list: Any) -> datetime | None:
        return in_outlet_clock(*data_list) if data_list else None


def in_outlet_clock(day: date, clock: time) -> datetime:
    """The instant of that day and time on the outlet's clock. Raises ValidationError for an hour that there is not."""
    here = timezone.get_current_timezone()
    naive = datetime.combine(day, clock)
    first, second = (naive.replace(tzinfo=here, fold=fold) for fold in (0, 1))
    if first.astimezone(UTC).astimezone(here).replace(tzinfo=None) != naive:
        raise forms.ValidationError(f"There is no {clock:%H:%M} on that day: the clocks go forward. Pick another.")
    if first.utcoffset() != second.utcoffset():
        raise forms.ValidationError(f"{clock:%H:%M} comes twice on that day: the clocks go back. Pick another.")
    return first


class MoveForm(forms.Form):
    """What the page showed comes back with it: a story that has moved on since is refused."""

    seen_status = forms.CharField(required=False, widget=forms.HiddenInput)
    seen_revision = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def asked(self, via: str) -> Asked:
        cleaned = self.cleaned_data
        return Asked(
            seen_status=cleaned["seen_status"],
            seen_revision=cleaned["seen_revision"],
            reason=cleaned.get("reason", ""),
            line=cleaned.get("line", ""),
            at=cleaned.get("at"),
            hold_kind=cleaned.get("hold_kind", ""),
            revision=cleaned.get("revision"),
            correction=self.correction(),
            plan=self.plan(),
            via=via,
        )

    def correction(self) -> CorrectionText | None:
        return None

    def plan(self) -> Planned | None:
        return None


def _words(label: str, help_text: str, *, required: bool = False, rows: int = 3) -> forms.CharField:
    widget = forms.Textarea(attrs={"rows": rows})
    return forms.CharField(label=label, help_text=help_text, required=required, widget=widget, max_length=5000)


class ReasonForm(MoveForm):
    reason = _words("Reason", "Its writer reads it; it stays in the history.", required=True)


class WordForm(MoveForm):
    reason = _words("A word with it", "Optional; stays in the history.", rows=2)


class PassForm(MoveForm):
    reason = _words(
        "Why it goes out all the same", "Needed only if problems are listed above that a reason can let pass."
    )


class ScheduleForm(PassForm):
    at = OutletTime(label="When")
    field_order = ["at", "reason"]


class CorrectForm(MoveForm):
    kind = forms.ChoiceField(choices=Correction.Kind.choices, widget=forms.RadioSelect, initial="correction")
    wrong = _words("What was wrong", "“An earlier version of this story said that …”")
    right = _words("What is right", "“In fact …”", required=True)
    is_material = forms.BooleanField(
        label="It changes what the story means", required=False, help_text="Shown under the byline, not at the end."
    )
    reason = PassForm.base_fields["reason"]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("kind") == Correction.Kind.CORRECTION and not cleaned.get("wrong", "").strip():
            self.add_error("wrong", "A correction says what was wrong.")
        return cleaned

    def correction(self) -> CorrectionText | None:
        cleaned = self.cleaned_data
        text = " ".join(part.strip() for part in (cleaned["wrong"], cleaned["right"]) if part.strip())
        return CorrectionText(text, cleaned["kind"], cleaned["is_material"])


class RestoreForm(MoveForm):
    revision = forms.IntegerField(widget=forms.HiddenInput, min_value=1)


class WithdrawForm(MoveForm):
    line = forms.CharField(
        label="A line to readers",
        required=False,
        max_length=300,
        help_text="Optional, 300 characters. The story’s address shows it, and so does the list of corrections.",
    )


class ExpireForm(MoveForm):
    at = OutletTime(label="Leaves the site at", required=False, help_text="Empty: no end.")


class HoldForm(MoveForm):
    hold_kind = forms.ChoiceField(label="Kind", choices=Hold.Kind.choices, widget=forms.RadioSelect, initial="embargo")
    reason = _words("Reason", "Whoever is stopped by it will read this.", required=True)
    at = OutletTime(label="Until", required=False, help_text="Empty: until somebody lifts it.")


class LiftForm(MoveForm):
    hold_kind = forms.ChoiceField(label="Which", choices=[("", "Every hold"), *Hold.Kind.choices], required=False)
    reason = _words("Reason", "Stays in the history.", required=True)


class PlanForm(MoveForm):
    """A plan's fields are the model's own, so that their help and their limits are said once."""

    brief = forms.CharField(required=False, widget=forms.Textarea(attrs={"rows": 3}), max_length=5000)
    assignee = Plan._meta.get_field("assignee").formfield(label="Written by")
    reviewer = Plan._meta.get_field("reviewer").formfield(label="Reviewed by")
    due_at = OutletTime(label="Due", required=False)
    wanted_words = forms.IntegerField(label="Wanted length in words", required=False, min_value=1, max_value=50_000)
    priority = forms.TypedChoiceField(coerce=int, choices=Plan.Priority.choices, initial=Plan.Priority.NORMAL)

    def plan(self) -> Planned | None:
        return Planned(**{name: self.cleaned_data[name] for name in PLANNED})


PLANNED = ("brief", "assignee", "reviewer", "due_at", "wanted_words", "priority")


class PitchForm(PlanForm):
    headline = forms.CharField(max_length=200)
    field_order = ["headline", *PLANNED]


FORMS: dict[str, type[MoveForm]] = {
    "commission": PlanForm,
    "assign": PlanForm,
    "submit": WordForm,
    "return": ReasonForm,
    "approve": WordForm,
    "publish": PassForm,
    "schedule": ScheduleForm,
    "correct": CorrectForm,
    "undo": MoveForm,
    "bring_back": MoveForm,
    "cancel": WordForm,
    "expire": ExpireForm,
    "withdraw": WithdrawForm,
    "take_down": ReasonForm,
    "hold": HoldForm,
    "lift": LiftForm,
    "kill": ReasonForm,
    "revive": ReasonForm,
    "restore": RestoreForm,
}
