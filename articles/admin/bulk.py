"""Many stories at once, from the list: a page that shows every row and what speaks against it, then a result a row."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import URLPattern, path, reverse
from django.utils.http import urlencode

from articles.admin.move_forms import OutletTime
from articles.admin.page import desk_page, may_look
from articles.desk import many
from articles.desk.moving import Asked
from articles.models import Article, Plan, Tag
from people.numbers import row_id


class _Reason(forms.Form):
    reason = forms.CharField(required=False, max_length=5000, widget=forms.Textarea(attrs={"rows": 2}))


class _When(_Reason):
    at = OutletTime(label="When", help_text="All of them at that time.")
    field_order = ["at", "reason"]


class _Assign(forms.Form):
    assignee = Plan._meta.get_field("assignee").formfield(label="Written by", required=False)
    due_at = OutletTime(label="Due", required=False, help_text="Empty: each keeps its own.")


class _Tags(forms.Form):
    tags = forms.CharField(max_length=500, help_text="Names or synonyms of tags, one a line.", widget=forms.Textarea)

    def clean_tags(self) -> list[Tag]:
        found = []
        for name in self.cleaned_data["tags"].splitlines():
            if name.strip():
                tag = Tag.objects.named(name).first()
                if tag is None:
                    raise forms.ValidationError(f"There is no tag “{name.strip()}”. Make it first.")
                found.append(tag)
        return list(dict.fromkeys(found))


ACTIONS: dict[str, tuple[str, type[forms.Form]]] = {
    "assign": ("Assign…", _Assign),
    "tag": ("Add tags…", _Tags),
    "submit": ("Send to review…", _Reason),
    "return": ("Return…", _Reason),
    "approve": ("Approve…", _Reason),
    "publish": ("Publish…", _Reason),
    "schedule": ("Schedule…", _When),
    "cancel": ("Cancel the schedule…", _Reason),
}


def urls() -> list[URLPattern]:
    return [path("bulk/<str:verb>/", admin.site.admin_view(bulk_page), name="desk_bulk")]


def actions() -> list[Any]:
    """One action of the list for each: it changes nothing, it opens the page."""
    return [_action(verb, label) for verb, (label, _) in ACTIONS.items()]


def _action(verb: str, label: str) -> Any:
    @admin.action(description=label)
    def open_page(model_admin: Any, request: HttpRequest, queryset: QuerySet[Article]) -> HttpResponse | None:
        ids = list(queryset.order_by().values_list("pk", flat=True)[: many.MOST + 1])
        if len(ids) > many.MOST:
            messages.error(request, f"That is more than {many.MOST} stories. Pick fewer.")
            return None
        query = urlencode({"id": ids}, doseq=True)
        return HttpResponseRedirect(f"{reverse('admin:desk_bulk', args=[verb])}?{query}")

    open_page.__name__ = f"bulk_{verb}"
    return open_page


def bulk_page(request: HttpRequest, verb: str) -> HttpResponse:
    """GET shows every story and what speaks against it; POST does it, and shows what came of each."""
    may_look(request)
    if verb not in ACTIONS:
        raise Http404("No such action.")
    label, kind = ACTIONS[verb]
    ids = _ids(request)
    by: Any = request.user
    form = kind(request.POST or None)
    context: dict[str, Any] = {"form": form, "ids": ids, "verb": verb, "label": label.rstrip("…")}
    if request.method == "POST" and form.is_valid():
        rows = _done(verb, ids, by, form.cleaned_data)
        return desk_page(request, "bulk_done", f"{context['label']}: done", context | {"rows": rows})
    context["rows"] = many.foreseen(verb, ids, by)
    status = 409 if request.method == "POST" else 200
    return desk_page(request, "bulk", f"{context['label']}: {len(ids)} stories", context, status=status)


def _ids(request: HttpRequest) -> list[int]:
    typed = (request.POST if request.method == "POST" else request.GET).getlist("id")
    ids = list(dict.fromkeys(number for it in typed if (number := row_id(it))))
    if not ids or len(ids) > many.MOST:
        raise Http404("No stories, or too many.")
    return ids


def _done(verb: str, ids: list[int], by: Any, cleaned: dict[str, Any]) -> list[many.Row]:
    if verb == "assign":
        return many.assign_many(ids, by, cleaned["assignee"], cleaned["due_at"])
    if verb == "tag":
        return many.tag_many(ids, by, cleaned["tags"])
    asked = Asked(reason=cleaned["reason"], at=cleaned.get("at"), via="list")
    return many.move_many(verb, ids, by, asked)
