"""The desk's front page: the bands as readers have them now, what is pinned, and the way to pin and to take out."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone

from articles.admin.move_forms import OutletTime
from articles.admin.page import desk_page
from articles.desk.curating import meant, pin, take_out
from articles.desk.windows import NotNow
from articles.models import FrontPlace, Section
from newsroom.front import front

_BEFORE = 30


class PinForm(forms.Form):
    story = forms.CharField(max_length=300, help_text="Its address on the site, or its number at the desk.")
    place = forms.ChoiceField(label="Where")
    position = forms.IntegerField(min_value=1, max_value=20, initial=1, help_text="1 stands first.")
    starts_at = OutletTime(label="From", required=False, help_text="Empty: now.")
    ends_at = OutletTime(label="Until", required=False, help_text="Empty: until somebody takes it out.")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        sections = [(f"section:{section.pk}", section.name) for section in Section.objects.all()]
        place: Any = self.fields["place"]
        place.choices = [("lead", "Lead"), ("top", "Beside the lead"), *sections]


def curate(request: HttpRequest) -> HttpResponse:
    """GET shows; POST pins (`story`, `place` …) or takes out (`take=ID`). For who may curate the front."""
    if not request.user.has_perm("articles.add_frontplace"):
        raise PermissionDenied
    form = PinForm(request.POST if "story" in request.POST else None)
    if request.method == "POST" and _done(request, form):
        return HttpResponseRedirect(reverse("desk_front"))
    now = timezone.now()
    pinned = FrontPlace.objects.filter(taken_at__isnull=True).exclude(ends_at__lte=now)
    rows = FrontPlace.objects.select_related("article", "section", "placed_by", "taken_by")
    context = front(now) | {
        "form": form,
        "pinned": rows.filter(pk__in=pinned.values("pk")).order_by("band", "section", "position", "pk"),
        "before_now": rows.exclude(pk__in=pinned.values("pk"))[:_BEFORE],
    }
    return desk_page(request, "front", "Front page", context, status=409 if form.errors else 200)


def _done(request: HttpRequest, form: PinForm) -> bool:
    by: Any = request.user
    try:
        if "take" in request.POST:
            number = request.POST["take"]
            take_out(get_object_or_404(FrontPlace, pk=number if number.isdigit() and len(number) < 18 else 0), by=by)
        elif form.is_valid():
            _pin(form, by)
        else:
            return False
    except NotNow as error:
        if form.is_bound:
            form.add_error(None, str(error))
            return False
        messages.error(request, str(error))
    return True


def _pin(form: PinForm, by: Any) -> None:
    asked = form.cleaned_data
    article = meant(asked["story"])
    if article is None:
        raise NotNow("There is no such story.")
    band, _, section = asked["place"].partition(":")
    pin(
        article,
        by=by,
        band=band,
        section=Section.objects.get(pk=section) if section else None,
        position=asked["position"],
        starts_at=asked["starts_at"],
        ends_at=asked["ends_at"],
    )
