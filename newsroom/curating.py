"""The desk's front page: laid out as readers have it now, each place with its button to pin or to take out.

What is pinned for later, and what stood before, is listed beside it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django import forms
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone

from articles.admin.move_forms import OutletTime
from articles.admin.page import desk_page, took_or_made
from articles.desk.curating import meant_by, pin, take_out
from articles.desk.windows import NotNow
from articles.models import Edition, FrontPlace, Photo, Quote, Section, Visual
from newsroom.front import front

_BEFORE = 30


@dataclass(frozen=True)
class Slot:
    """One place as it is filled now. `address` is what pins it; `place` is the row that did, if one did."""

    words: str
    address: str
    photo: Photo | None
    place: FrontPlace | None


@dataclass(frozen=True)
class Row:
    """A band: `value` is the form's, `look` how it is laid out."""

    title: str
    value: str
    look: str
    slots: list[Slot]


class PinForm(forms.Form):
    story = forms.CharField(
        max_length=300, label="What", help_text="The address of a story, a quotation or a film; or a story’s number."
    )
    place = forms.ChoiceField(label="Where")
    position = forms.IntegerField(min_value=1, max_value=20, initial=1, help_text="1 stands first.")
    starts_at = OutletTime(label="From", required=False, help_text="Empty: now.")
    ends_at = OutletTime(label="Until", required=False, help_text="Empty: until somebody takes it out.")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        sections = [(f"section:{section.pk}", section.name) for section in Section.objects.all()]
        place: Any = self.fields["place"]
        others = [(band.value, band.label) for band in FrontPlace.Band if band != FrontPlace.Band.SECTION]
        place.choices = [*others, *sections]


def curate(request: HttpRequest) -> HttpResponse:
    """GET shows; POST pins (`story`, `place` …) or takes out (`take=ID`). For who may curate the front."""
    if not request.user.has_perm("articles.add_frontplace"):
        raise PermissionDenied
    form = PinForm(request.POST if "story" in request.POST else None)
    if request.method == "POST" and took_or_made(request, form, FrontPlace.objects.all(), take_out, _pin):
        return HttpResponseRedirect(reverse("desk_front"))
    now = timezone.now()
    pinned = FrontPlace.objects.filter(taken_at__isnull=True).exclude(ends_at__lte=now)
    rows = FrontPlace.objects.select_related("article", "visual", "section", "placed_by", "taken_by")
    context = {
        "rows": _laid_out(front(now), list(FrontPlace.objects.standing(now))),
        "form": form,
        "pinned": rows.filter(pk__in=pinned.values("pk")).order_by("band", "section", "position", "pk"),
        "before_now": rows.exclude(pk__in=pinned.values("pk"))[:_BEFORE],
    }
    return desk_page(request, "front", "Front page", context, status=409 if form.errors else 200)


def _laid_out(page: dict[str, Any], places: list[FrontPlace]) -> list[Row]:
    """In the order of the page that readers have."""
    by_what = {(place.article_id, place.quote, place.visual_id): place for place in places}

    def story(edition: Edition) -> Slot:
        place = by_what.get((edition.article_id, None, None))
        return Slot(edition.headline, edition.get_absolute_url(), edition.art, place)

    def said(quote: Quote) -> Slot:
        words = f"“{quote.text}” {quote.said_by}"
        return Slot(words, quote.get_absolute_url(), None, by_what.get((None, quote.uuid, None)))

    def film(visual: Visual) -> Slot:
        return Slot(visual.title, visual.get_absolute_url(), visual.poster, by_what.get((None, None, visual.pk)))

    rows = [
        Row("Lead", "lead", "large", [story(page["lead"])] if page["lead"] else []),
        Row("Beside the lead", "top", "lines", [story(edition) for edition in page["latest"]]),
        Row("Said this week", "said", "quotes", [said(quote) for quote in page["quotes"]]),
        Row("To watch", "films", "cards", [film(visual) for visual in page["reel"]]),
    ]
    for band in page["bands"]:
        look = "lines" if band.is_text else "cards"
        rows.append(Row(band.section.name, f"section:{band.section.pk}", look, [story(it) for it in band.stories]))
    return [row for row in rows if row.slots]


def _pin(form: PinForm, by: Any) -> None:
    asked = form.cleaned_data
    what = meant_by(asked["story"])
    if what is None:
        raise NotNow("There is no such story, quotation or film.")
    band, _, section = asked["place"].partition(":")
    pin(
        what,
        by=by,
        band=band,
        section=Section.objects.get(pk=section) if section else None,
        position=asked["position"],
        starts_at=asked["starts_at"],
        ends_at=asked["ends_at"],
    )
