"""The history of a story: one line of time, any two states side by side, and the page that readers saw at an instant."""

from __future__ import annotations

import re
from datetime import datetime
from typing import Any

from django import forms
from django.contrib import admin
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import URLPattern, path
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.views.decorators.http import require_safe

from articles.admin.move_forms import OutletTime
from articles.admin.page import desk_page, situation, story
from articles.desk.comparing import compare_snapshots
from articles.desk.restoring import as_it_was
from articles.desk.timeline import timeline
from articles.desk.windows import in_outlet_zone
from articles.desk.workflow import RULES, stand_in
from articles.models import Article, Edition, Revision
from articles.preview import preview
from articles.views import story_context

_STATE = re.compile(r"([re])(\d{1,9})")


def urls() -> list[URLPattern]:
    def view(function: Any) -> Any:
        return admin.site.admin_view(require_safe(function))

    return [
        path("<int:pk>/history/", view(history), name="articles_article_history"),
        path("<int:pk>/history/compare/", view(compare_states), name="desk_compare"),
        path("<int:pk>/history/seen/", view(seen), name="desk_seen"),
        path("<int:pk>/history/<int:number>/", view(revision_page), name="desk_revision"),
    ]


class SeenForm(forms.Form):
    at = OutletTime(label="What did readers see at")


def history(request: HttpRequest, pk: int) -> HttpResponse:
    standing = situation(request, pk)
    article = standing.article
    before = request.GET.get("before", "")
    until = _instant(before) if before else None
    shown = timeline(article, until)
    stand = stand_in(standing, request.user)
    restore = RULES["restore"]
    context = {
        "article": article,
        "timeline": shown,
        "seen": SeenForm(),
        "may_restore": restore.is_permitted(stand) and not restore.refusal(stand),
    }
    return desk_page(request, "history", f"History: {article}", context)


def compare_states(request: HttpRequest, pk: int) -> HttpResponse:
    """`?from=r3&to=e2`: a revision or an edition, by its number within this story; 404 for any other."""
    article = story(request, pk)
    old, new = (_state(article, request.GET.get(name, "")) for name in ("from", "to"))
    context = {
        "article": article,
        "old": old,
        "new": new,
        "comparison": compare_snapshots(old[1].snapshot, new[1].snapshot),
    }
    return desk_page(request, "compare", f"{old[0]} and {new[0]}", context)


def seen(request: HttpRequest, pk: int) -> HttpResponse:
    """Readers' page of the story as it was at an instant, or a line that says what they got instead."""
    article = story(request, pk)
    form = SeenForm(request.GET)
    if not form.is_valid():
        return desk_page(request, "seen", "What readers saw", {"article": article, "seen": form}, status=400)
    at: datetime = form.cleaned_data["at"]
    edition = Edition.objects.live(at).filter(article=article).for_page().first()
    if edition is None:
        once = Edition.objects.once_live(at).filter(article=article).exists()
        context = {"article": article, "seen": form, "at": in_outlet_zone(at), "once": once}
        return desk_page(request, "seen", "What readers saw", context)
    return _never_kept(render(request, "articles/story.html", story_context(edition, at) | {"noindex": True}))


def revision_page(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    """A revision in readers' own template."""
    article = story(request, pk)
    was = as_it_was(get_object_or_404(Revision, article=article, number=number))
    lines = [(line.part, line.person_id, line.name) for line in was.bylines]
    return preview(request, was.article, tags=was.tags, bylines=lines)


def _state(article: Article, named: str) -> tuple[str, Revision]:
    match = _STATE.fullmatch(named)
    if match is None:
        raise Http404("No such state.")
    kind, number = match.group(1), int(match.group(2))
    if kind == "r":
        return f"Revision {number}", get_object_or_404(Revision, article=article, number=number)
    edition = get_object_or_404(Edition.objects.select_related("revision"), article=article, number=number)
    return f"Edition {number}", edition.revision


def _instant(typed: str) -> datetime:
    try:
        found = parse_datetime(typed.replace(" ", "+"))
    except ValueError:
        found = None
    if found is None or timezone.is_naive(found):
        raise Http404("No such time.")
    return found


def _never_kept(response: HttpResponse) -> HttpResponse:
    response["Cache-Control"] = "no-store, private"
    response["X-Robots-Tag"] = "noindex, nofollow"
    return response
