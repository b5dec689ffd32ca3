"""The story's form: one reading of what a browser sends, for saving, autosaving, previewing and comparing alike."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import admin
from django.contrib.admin.widgets import RelatedFieldWidgetWrapper
from django.db.models import Prefetch
from django.forms.models import BaseInlineFormSet
from django.http import QueryDict

from articles.admin.body_field import BodyField
from articles.body.canonical import Canonical, canonicalise
from articles.body.sanitise import BodyError
from articles.desk.readiness import UNTITLED
from articles.desk.saving import POINTERS, BylineLine
from articles.models import Article, Byline, Tag, TaggedArticle
from people.numbers import row_id
from people.picking import PickMany, know

# With the article: its tags in the order in which they were put on.
TAGGED = Prefetch("tagged", TaggedArticle.objects.select_related("tag").order_by("pk"))
_TAG = TaggedArticle._meta.get_field("tag")


class ArticleForm(forms.ModelForm):
    body = BodyField(required=False, label="Text")
    tags = forms.ModelMultipleChoiceField(
        queryset=Tag.objects.all(),
        required=False,
        widget=RelatedFieldWidgetWrapper(
            PickMany(_TAG, admin.site), _TAG.remote_field, admin.site, can_add_related=True
        ),
        help_text="Type any name or synonym; a comma is part of a name.",
    )
    base_version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    class Meta:
        model = Article
        fields = [
            "headline", "dek", "kicker", "slug", "section", "story_date", "lead_photo", "lead_visual", "source", "body",
        ]  # fmt: skip
        widgets = {
            "headline": forms.Textarea(attrs={"rows": 1, "class": "headline"}),
            "dek": forms.Textarea(attrs={"rows": 2}),
        }

    canonical: Canonical

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial["base_version"] = self.instance.version
        if "headline" in self.fields:  # not where the story may only be looked at
            self.fields["headline"].required = False
        if self.initial.get("headline") == UNTITLED:
            self.initial["headline"] = ""
        self._tell_what_is_known()

    def _tell_what_is_known(self) -> None:
        """The row came with what it points at and with its tags: showing them costs no query a field."""
        for name in POINTERS[1:]:
            if name in self.fields:
                know(self.fields[name], getattr(self.instance, name))
        if self.instance.pk and "tags" in self.fields:
            tags = [row.tag for row in self.instance.tagged.all()]
            self.initial["tags"] = [tag.pk for tag in tags]
            know(self.fields["tags"], *tags)

    def clean_headline(self) -> str:
        """A story may be saved before it has a name; it can't be published so."""
        return " ".join(self.cleaned_data["headline"].split()) or UNTITLED

    def clean_body(self) -> str:
        try:
            self.canonical = canonicalise(self.cleaned_data["body"], article_id=self.instance.pk)
        except BodyError as error:
            raise forms.ValidationError(error.problems) from error
        return self.canonical.html

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if self.instance.pk and cleaned.get("base_version") != self.instance.version:
            raise forms.ValidationError(
                "Somebody else saved this story after you opened it. Yours was kept as a revision and is still here.",
                code="conflict",
            )
        return cleaned

    @property
    def is_stale(self) -> bool:
        return self.has_error("__all__", code="conflict")


class QuickForm(ArticleForm):
    """The same form without its queries: for autosave, preview and comparison, which show no form again."""

    def __init__(self, data: QueryDict, *, instance: Article) -> None:
        forms.ModelForm.__init__(self, data, instance=instance)
        self.fields["headline"].required = False
        self.fields["tags"] = _Ids()
        # An autosave takes what was not touched from the article instead of asking for each row again.
        for name in POINTERS:
            held = getattr(instance, name)
            if held is not None and data.get(name) == str(held.pk):
                self.fields[name] = _Held(held)

    def _get_validation_exclusions(self) -> set[str]:
        held = {name for name, field in self.fields.items() if isinstance(field, _Held)}
        return super()._get_validation_exclusions() | held  # type: ignore[misc]

    def validate_constraints(self) -> None:
        """The database refuses what they forbid; asking it beforehand as well costs a query a save."""

    @property
    def tag_ids(self) -> list[int]:
        return list(self.cleaned_data["tags"])


class _Held(forms.Field):
    """A choice that was not touched: its row came with the article."""

    def __init__(self, held: Any) -> None:
        super().__init__(required=False)
        self.held = held

    def clean(self, value: Any) -> Any:
        return self.held


class _Ids(forms.Field):
    widget = forms.SelectMultiple

    def clean(self, value: Any) -> list[int]:
        return [number for item in value or [] if (number := row_id(item))]


class BylineFormSet(BaseInlineFormSet):
    """Read for its lines alone; saving the story writes the rows. An id that is gone by now is no error."""

    def add_fields(self, form: Any, index: int | None) -> None:
        super().add_fields(form, index)
        form.fields["id"] = forms.CharField(required=False, widget=forms.HiddenInput)
        if form.instance.person_id:
            know(form.fields["person"], form.instance.person)

    def save(self, commit: bool = True) -> list[Byline]:
        self.new_objects: list[Any] = []
        self.changed_objects: list[Any] = []
        self.deleted_objects: list[Any] = []
        return []

    @property
    def lines(self) -> list[BylineLine]:
        rows = [
            form.cleaned_data
            for place, form in enumerate(self.forms)
            if form.cleaned_data
            and not form.cleaned_data.get("DELETE")
            and (place < self.initial_form_count() or form.has_changed())
        ]
        rows.sort(key=lambda row: row.get("position") or 0)
        return [BylineLine(row["part"], row["person"].pk if row["person"] else None, row["name"]) for row in rows]


def posted_lines(data: QueryDict) -> list[BylineLine]:
    """The bylines of a posted form without its queries; broken lines are left to the next whole save."""
    count = data.get("bylines-TOTAL_FORMS", "0")
    lines = []
    for place in range(row_id(count) if len(count) < 4 else 0):
        part, person, name = (data.get(f"bylines-{place}-{field}", "").strip() for field in ("part", "person", "name"))
        whole = part in Byline.Part.values and bool(person) != bool(name) and bool(person) == bool(row_id(person))
        if whole and not data.get(f"bylines-{place}-DELETE"):
            position = data.get(f"bylines-{place}-position", "")
            order = row_id(position)
            lines.append((order, BylineLine(part, row_id(person) or None, name[:120])))
    return [line for _, line in sorted(lines, key=lambda row: row[0])]
