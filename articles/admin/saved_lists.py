"""Keeping a list of stories as it was searched, filtered and sorted, and giving it up again."""

from __future__ import annotations

from typing import Any
from urllib.parse import parse_qsl, urlencode

from django import forms
from django.contrib import admin, messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import URLPattern, path, reverse
from django.views.decorators.http import require_POST

from articles.admin.page import may_look
from articles.models import SavedList

# What belongs to one visit, not to the list.
_PASSING = {"p", "e", "_facets", "_popup", "_to_field", "all"}
_MOST = 40


def urls() -> list[URLPattern]:
    view = admin.site.admin_view
    return [
        path("lists/keep/", view(require_POST(keep)), name="desk_list_keep"),
        path("lists/<int:pk>/drop/", view(require_POST(drop)), name="desk_list_drop"),
    ]


class ListForm(forms.ModelForm):
    class Meta:
        model = SavedList
        fields = ["name", "query"]

    def clean_query(self) -> str:
        pairs = [(name, value) for name, value in parse_qsl(self.cleaned_data["query"]) if name not in _PASSING]
        if not pairs:
            raise forms.ValidationError("Search or filter first: this is the whole list.")
        return urlencode(pairs)


def keep(request: HttpRequest) -> HttpResponse:
    """`name`, `query`; `shared` counts for who may publish. A name that one has already is written over."""
    may_look(request)
    by: Any = request.user
    form = ListForm(request.POST)
    if not form.is_valid():
        for problems in form.errors.values():
            messages.error(request, " ".join(map(str, problems)))
        return _back("")
    mine = SavedList.objects.filter(owner=by)
    kept = mine.filter(name=form.cleaned_data["name"]).first()
    if kept is None and mine.count() >= _MOST:
        messages.error(request, f"You keep {_MOST} lists already. Drop one first.")
        return _back(form.cleaned_data["query"])
    is_shared = bool(request.POST.get("shared")) and by.has_perm("articles.publish_article")
    facts = {"query": form.cleaned_data["query"], "is_shared": is_shared}
    SavedList.objects.update_or_create(owner=by, name=form.cleaned_data["name"], defaults=facts)
    messages.success(request, f"Kept as “{form.cleaned_data['name']}”.")
    return _back(facts["query"])


def drop(request: HttpRequest, pk: int) -> HttpResponse:
    """One's own; nobody else's."""
    may_look(request)
    by: Any = request.user
    gone = get_object_or_404(SavedList, pk=pk, owner=by)
    gone.delete()
    messages.success(request, f"“{gone}” is dropped; its stories are where they were.")
    return _back(gone.query)


def shown_to(request: HttpRequest) -> dict[str, Any]:
    """What the list's page needs; one query."""
    query = urlencode([(name, value) for name, value in request.GET.items() if name not in _PASSING])
    lists = list(SavedList.objects.seen_by(request.user).select_related("owner"))
    return {"saved_lists": lists, "query": query, "here": next((it for it in lists if it.query == query), None)}


def _back(query: str) -> HttpResponseRedirect:
    return HttpResponseRedirect(f"{reverse('admin:articles_article_changelist')}?{query}")
