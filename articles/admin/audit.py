"""The audit list, and the file of it."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import Any

from django import forms
from django.contrib import admin
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.urls import URLPattern, path
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.views.decorators.http import require_safe

from articles.admin.move_forms import in_outlet_clock
from articles.admin.page import desk_page
from articles.desk.audit import KINDS, MOST_IN_FILE, PAGE, Wanted, as_csv, lines


def urls() -> list[URLPattern]:
    return [path("audit/", admin.site.admin_view(require_safe(audit_page)), name="desk_audit")]


class AuditForm(forms.Form):
    kind = forms.ChoiceField(required=False, choices=[("", "Everything"), *KINDS.items()])
    who = forms.ModelChoiceField(queryset=User.objects.filter(is_staff=True).order_by("username"), required=False)
    since = forms.DateField(required=False, widget=forms.DateInput(attrs={"type": "date"}))


def audit_page(request: HttpRequest) -> HttpResponseBase:
    """`?kind=&who=&since=YYYY-MM-DD&before=INSTANT`; `format=csv` gives the file. For who may read it."""
    if not request.user.has_perm("articles.view_audit"):
        raise PermissionDenied
    form = AuditForm(request.GET)
    wanted = _wanted(form, request.GET.get("before", ""))
    if request.GET.get("format") == "csv":
        return _file(wanted)
    found = lines(wanted)
    context: dict[str, Any] = {"form": form, "lines": found, "kinds": KINDS}
    context["older"] = found[-1].at.isoformat() if len(found) == PAGE else ""
    return desk_page(request, "audit", "Audit", context)


def _wanted(form: AuditForm, before: str) -> Wanted:
    if not form.is_valid():
        raise Http404("No such list.")
    asked = form.cleaned_data
    midnight = datetime.min.time()
    since = in_outlet_clock(asked["since"], midnight) if asked["since"] else None
    wanted = Wanted(asked["kind"], asked["who"].pk if asked["who"] else None, since)
    return replace(wanted, before=_instant(before)) if before else wanted


def _instant(typed: str) -> datetime:
    try:
        found = parse_datetime(typed.replace(" ", "+"))
    except ValueError:
        found = None
    if found is None or timezone.is_naive(found):
        raise Http404("No such time.")
    return found


def _file(wanted: Wanted) -> HttpResponseBase:
    rows = as_csv(lines(wanted, MOST_IN_FILE))
    response = StreamingHttpResponse(rows, content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="audit-{timezone.localdate():%Y-%m-%d}.csv"'
    response["Cache-Control"] = "no-store, private"
    return response
