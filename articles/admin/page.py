"""What every page of the desk that is no ModelAdmin's needs: its frame, and who may look."""

from __future__ import annotations

from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.utils import timezone

from articles.desk.situation import Situation, on_desk, situation_of
from articles.desk.windows import NotNow
from articles.models import Article
from people.numbers import row_id


def desk_page(
    request: HttpRequest, template: str, title: str, context: dict[str, Any], *, status: int = 200
) -> TemplateResponse:
    frame = admin.site.each_context(request) | {"title": title, "opts": Article._meta, "zone": zone()}
    return TemplateResponse(request, f"admin/desk/{template}.html", frame | context, status=status)


def zone() -> str:
    """The outlet's zone as editors read it, with its offset of now: “Europe/Lisbon, UTC+0000”."""
    return f"{timezone.get_current_timezone_name()}, UTC{timezone.localtime():%z}"


def may_look(request: HttpRequest) -> None:
    """Raises PermissionDenied for an account that may not see stories."""
    if not request.user.has_perm("articles.view_article"):
        raise PermissionDenied


def story(request: HttpRequest, pk: int) -> Article:
    """The story, with its standing; 404 if there is none, 403 for who may not see stories."""
    may_look(request)
    rows = Article.objects.with_standing(timezone.now()).select_related(
        "plan__assignee", "plan__reviewer", "created_by"
    )
    return get_object_or_404(rows, pk=pk)


def situation(request: HttpRequest, pk: int) -> Situation:
    """The story and how it stands; 404 and 403 as `story`."""
    may_look(request)
    now = timezone.now()
    return situation_of(get_object_or_404(on_desk(now), pk=pk), now)


def took_or_made(request: HttpRequest, form: Any, rows: QuerySet[Any], take: Any, make: Any) -> bool:
    """A POST that takes a row back (`take=ID`), or makes one of a form; false where the form has to be shown again.
    What can't be as things stand is said on the form, or above the next page."""
    try:
        if "take" in request.POST:
            take(get_object_or_404(rows, pk=row_id(request.POST["take"])), by=request.user)
        elif form.is_valid():
            make(form, request.user)
        else:
            return False
    except NotNow as error:
        if form.is_bound:
            form.add_error(None, str(error))
            return False
        messages.error(request, str(error))
    return True
