"""The board and the calendar."""

from __future__ import annotations

from datetime import date, timedelta

from django.contrib import admin, messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from articles.admin.page import desk_page, may_look, story
from articles.desk import calendar
from articles.desk.board import board
from articles.desk.moving import Asked, perform
from articles.desk.publishing import NotNow
from articles.desk.readiness import NotReady
from articles.desk.workflow import RULES
from people.numbers import row_id

# Moves that ask for nothing; every other opens its page.
AT_ONCE = ("submit", "approve")


def urls() -> list[URLPattern]:
    view = admin.site.admin_view
    return [
        path("board/", view(board_page), name="desk_board"),
        path("calendar/", view(require_safe(calendar_page)), name="desk_calendar"),
    ]


def board_page(request: HttpRequest) -> HttpResponse:
    """GET shows the columns; POST (`article`, `verb`) makes a move that asks for nothing, or opens its page."""
    may_look(request)
    if request.method == "POST":
        return _moved(request)
    columns = board(request.user, timezone.localtime())  # type: ignore[arg-type]
    return desk_page(request, "board", "Board", {"columns": columns})


def _moved(request: HttpRequest) -> HttpResponse:
    pk, verb = row_id(request.POST.get("article", "")), request.POST.get("verb", "")
    if verb not in RULES or not pk:
        raise Http404("No such move.")
    article = story(request, pk)
    if verb not in AT_ONCE:
        return HttpResponseRedirect(reverse("admin:desk_move", args=[article.pk, verb]) + "?via=board")
    try:
        perform(verb, article, by=request.user, asked=Asked(via="board"))  # type: ignore[arg-type]
    except (NotNow, NotReady) as error:
        messages.error(request, f"“{article}” was not moved. {error}")
    else:
        messages.success(request, f"“{article}”: {RULES[verb].label.rstrip('…').lower()}: done.")
    return HttpResponseRedirect(reverse("admin:desk_board"))


def calendar_page(request: HttpRequest) -> HttpResponse:
    """`?view=month|week|list&on=YYYY-MM-DD`; a day that is none is 404."""
    may_look(request)
    view = request.GET.get("view", "month")
    if view not in ("month", "week", "list"):
        raise Http404("No such view.")
    on = _day(request.GET.get("on", ""))
    span = calendar.week_of(on) if view == "week" else calendar.month_of(on)
    shown = calendar.days(span, timezone.now())
    weeks = [shown[place : place + 7] for place in range(0, len(shown), 7)]
    before, after = _beside(on, view)
    context = {"view": view, "on": on, "weeks": weeks, "days": shown, "before": before, "after": after}
    context |= {"today": timezone.localdate()}
    return desk_page(request, "calendar", f"Calendar: {on:%B %Y}", context)


def _day(typed: str) -> date:
    try:
        on = date.fromisoformat(typed) if typed else timezone.localdate()
    except ValueError as error:
        raise Http404("No such day.") from error
    if not 1900 < on.year < 2200:
        raise Http404("No such day.")
    return on


def _beside(on: date, view: str) -> tuple[date, date]:
    if view == "week":
        return on - timedelta(days=7), on + timedelta(days=7)
    first = on.replace(day=1)
    return (first - timedelta(days=1)).replace(day=1), (first + timedelta(days=32)).replace(day=1)
