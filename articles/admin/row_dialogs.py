"""Dialogs that make or change a row without leaving the text: a film with its credits, a photo's own words and crops.

GET gives `{"html"}`, the form. POST gives `{"row"}` for the picker once the row is stored, or `{"html"}` again with what
is missing; nothing is stored in between.
"""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib.admin import ModelAdmin
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpRequest, JsonResponse
from django.shortcuts import get_object_or_404
from django.template.loader import render_to_string
from django.urls import URLPattern, path
from django.views.decorators.http import require_http_methods

from articles.admin.picker_rows import photo_row, visual_row
from articles.desk import renditions
from articles.models import Credit, Photo, Role, Visual
from people import names
from people.models import Person

_LINES, _MOST_LINES = 3, 60


def urls(model_admin: ModelAdmin) -> list[URLPattern]:
    def view(function: Any) -> Any:
        return model_admin.admin_site.admin_view(require_http_methods(["GET", "POST"])(function))

    return [
        path("visuals/add/", view(add_visual), name="articles_add_visual"),
        path("photos/<int:pk>/words/", view(photo_words), name="articles_photo_words"),
    ]


class VisualForm(forms.ModelForm):
    player_url = forms.URLField(
        required=False, max_length=500, assume_scheme="https", label="Address of the page where it plays"
    )

    class Meta:
        model = Visual
        fields = ["title", "kind", "song", "player_url"]


class CreditLine(forms.Form):
    """One row; a row that says nothing is left out."""

    role = forms.ChoiceField(choices=[("", "—"), *Role.choices], required=False)
    name = forms.CharField(max_length=200, required=False)
    person = forms.IntegerField(min_value=1, required=False, widget=forms.HiddenInput)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        cleaned["name"] = names.display(cleaned.get("name", ""))
        if bool(cleaned.get("role")) != bool(cleaned["name"]):
            missing, what = ("name", "Who?") if cleaned.get("role") else ("role", "What did they do?")
            self.add_error(missing, what)
        return cleaned


CreditLines = forms.formset_factory(
    CreditLine, extra=_LINES, max_num=_MOST_LINES, absolute_max=_MOST_LINES, validate_max=True
)


class PhotoWordsForm(forms.ModelForm):
    class Meta:
        model = Photo
        fields = ["alt", "is_decorative", "caption", "credit", "focal_x", "focal_y"]
        widgets = {"focal_x": forms.HiddenInput, "focal_y": forms.HiddenInput}


def add_visual(request: HttpRequest) -> JsonResponse:
    """A new film or video with its credits; `?title=` begins it. For who may add them."""
    if not request.user.has_perm("articles.add_visual"):
        raise PermissionDenied
    data = request.POST if request.method == "POST" else None
    form = VisualForm(data, initial={"title": request.GET.get("title", "")[:200]}, auto_id="row_%s")
    lines = CreditLines(data, auto_id="row_%s")
    if data is not None and form.is_valid() and lines.is_valid():
        return JsonResponse({"row": visual_row(_made(form, lines.cleaned_data))})
    return _shown(request, "A film or video", form, {"lines": lines})


@transaction.atomic
def _made(form: VisualForm, lines: list[dict[str, Any]]) -> Visual:
    visual: Visual = form.save(commit=False)
    like = Visual.objects.filter(slug__startswith=names.ascii_slug(visual.title, fallback="visual"))
    visual.slug = names.free_slug(visual.title, taken=like.values_list("slug", flat=True), fallback="visual")
    visual.save()
    said = [line for line in lines if line.get("role")]
    known = Person.objects.standing().in_bulk([line["person"] for line in said if line["person"]])
    for place, line in enumerate(said):
        person = known.get(line["person"])
        who = {"person": person} if person else {"name": line["name"]}
        Credit.objects.create(visual=visual, role=line["role"], position=place, **who)
    return visual


def photo_words(request: HttpRequest, pk: int) -> JsonResponse:
    """A photo's own words and its focal point, for all its uses. For who may change photos."""
    if not request.user.has_perm("articles.change_photo"):
        raise PermissionDenied
    photo = get_object_or_404(Photo, pk=pk)
    form = PhotoWordsForm(request.POST if request.method == "POST" else None, instance=photo, auto_id="row_%s")
    if form.is_valid():
        photo = form.save()
        if {"focal_x", "focal_y"} & set(form.changed_data):
            renditions.cut_soon(photo)
        return JsonResponse({"row": photo_row(photo)})
    return _shown(request, "The photo, wherever it is used", form, {"picture": photo})


def _shown(request: HttpRequest, title: str, form: forms.ModelForm, more: dict[str, Any]) -> JsonResponse:
    context = {"title": title, "form": form} | more
    return JsonResponse({"html": render_to_string("admin/articles/article/row_dialog.html", context, request)})
