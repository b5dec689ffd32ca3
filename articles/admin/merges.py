"""Merging tags and people: who may be one, what a merge would change, the log, and undoing."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import URLPattern, path, reverse
from django.views.decorators.http import require_POST

from articles.admin.page import desk_page
from articles.desk.merging import MODELS, counts, doubles, merge, refusal, undo
from articles.desk.windows import NotNow
from articles.models import Merge
from people.numbers import row_id

_LOGGED = 50


def urls() -> list[URLPattern]:
    view = admin.site.admin_view
    return [
        path("merges/", view(merges_page), name="desk_merges"),
        path("merges/<str:kind>/<int:gone>/<int:kept>/", view(merge_page), name="desk_merge"),
        path("merges/<int:pk>/undo/", view(require_POST(undo_merge)), name="desk_merge_undo"),
    ]


class TwoForm(forms.Form):
    """Two nouns by their names, as they stand, or by their numbers where two share a name."""

    kind = forms.ChoiceField(choices=Merge.Kind)
    gone = forms.CharField(label="The one that gives way", max_length=200, help_text="Its name, or its number.")
    kept = forms.CharField(label="The one that stays", max_length=200, help_text="Its name, or its number.")

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        for field in ("gone", "kept"):
            if data.get("kind") and data.get(field):
                data[field] = self._meant(field, MODELS[data["kind"]], data[field].strip())
        return data

    def _meant(self, field: str, model: Any, typed: str) -> Any:
        standing = model.objects.standing()
        found = list(standing.filter(pk=row_id(typed))) or list(standing.filter(name__iexact=typed)[:10])
        if len(found) == 1:
            return found[0]
        several = ", ".join(f"{noun} is {noun.pk}" for noun in found)
        problem = f"Several have this name; write the number: {several}." if found else f"There is no “{typed}”."
        self.add_error(field, problem)
        return None


def merges_page(request: HttpRequest) -> HttpResponse:
    """GET shows, `?kind=&gone=&kept=` leads to the page of that merge. For who may merge."""
    _may(request)
    form = TwoForm(request.GET if "gone" in request.GET else None, initial={"kind": request.GET.get("kind", "tag")})
    if form.is_bound and form.is_valid():
        data = form.cleaned_data
        return HttpResponseRedirect(reverse("admin:desk_merge", args=[data["kind"], data["gone"].pk, data["kept"].pk]))
    context = {
        "form": form,
        "doubles": [(kind, kind.label, group) for kind in Merge.Kind for group in doubles(kind)],
        "log": Merge.objects.select_related("merged_by", "undone_by").defer("moved", "dropped")[:_LOGGED],
    }
    return desk_page(request, "merges", "Merge tags and people", context, status=409 if form.errors else 200)


def merge_page(request: HttpRequest, kind: str, gone: int, kept: int) -> HttpResponse:
    """GET tells what would change; POST merges."""
    _may(request)
    if kind not in MODELS:
        raise Http404("Only tags and people are merged.")
    standing = MODELS[kind].objects.standing()
    goes, stays = get_object_or_404(standing, pk=gone), get_object_or_404(standing, pk=kept)
    problem = refusal(goes, stays)
    if request.method == "POST":
        by: Any = request.user
        try:
            merge(kind, goes, stays, by=by)
        except NotNow as error:
            problem = str(error)
        else:
            messages.success(request, f"{goes.name} is {stays.name} from now on.")
            return HttpResponseRedirect(reverse("admin:desk_merges"))
    rows = [] if problem else counts(kind, goes, stays)
    context = {"kind": kind, "gone": goes, "kept": stays, "rows": rows, "problem": problem}
    return desk_page(request, "merge", f"Merge {goes} into {stays}", context, status=409 if problem else 200)


def undo_merge(request: HttpRequest, pk: int) -> HttpResponse:
    _may(request)
    done, by = get_object_or_404(Merge, pk=pk), request.user
    try:
        undo(done, by=by)  # type: ignore[arg-type]
    except NotNow as error:
        messages.error(request, str(error))
    else:
        messages.success(request, f"Undone: {done.gone_name} and {done.kept_name} are two again.")
    return HttpResponseRedirect(reverse("admin:desk_merges"))


def _may(request: HttpRequest) -> None:
    if not request.user.has_perm("articles.add_merge"):
        raise PermissionDenied
