"""The desk's page of what stands beside a story: why, and what editors want there or never."""

from __future__ import annotations

from functools import partial
from typing import Any

from django import forms
from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import URLPattern, path, reverse
from django.utils import timezone

from articles.admin.page import desk_page, story, took_or_made
from articles.desk.curating import meant
from articles.desk.relating import beside, choose, take_back
from articles.desk.windows import NotNow
from articles.models import Article, Edition, RelatedChoice

_BEFORE = 30


def urls() -> list[URLPattern]:
    return [path("<int:pk>/related/", admin.site.admin_view(related_page), name="desk_related")]


class ChoiceForm(forms.Form):
    other = forms.CharField(
        label="Story", max_length=300, help_text="Its address on the site, or its number at the desk."
    )
    kind = forms.ChoiceField(label="", choices=RelatedChoice.Kind, initial="pin", widget=forms.RadioSelect)


def related_page(request: HttpRequest, pk: int) -> HttpResponse:
    """GET shows, to who may see stories. POST pins or refuses (`other`, `kind`) or takes back (`take=ID`), for who may
    publish: it changes what readers have at once."""
    article = story(request, pk)
    may_choose = request.user.has_perm("articles.publish_article")
    if request.method == "POST" and not may_choose:
        raise PermissionDenied
    form = ChoiceForm(request.POST if "other" in request.POST else None)
    rows = RelatedChoice.objects.filter(article=article)
    if request.method == "POST" and took_or_made(request, form, rows, take_back, partial(_choose, article)):
        return HttpResponseRedirect(reverse("admin:desk_related", args=[pk]))
    context = _shown(article) | {"article": article, "form": form, "may_choose": may_choose}
    return desk_page(request, "related", f"Beside {article}", context, status=409 if form.errors else 200)


def _shown(article: Article) -> dict[str, Any]:
    at = timezone.now()
    edition = Edition.objects.live(at).filter(article=article).select_related("section").first()
    choices = RelatedChoice.objects.filter(article=article).select_related("other", "made_by", "taken_by")
    return {
        "edition": edition,
        "beside": beside(edition, at) if edition else [],
        "standing": choices.filter(taken_at__isnull=True),
        "before_now": choices.filter(taken_at__isnull=False).order_by("-taken_at")[:_BEFORE],
    }


def _choose(article: Article, form: ChoiceForm, by: Any) -> None:
    other = meant(form.cleaned_data["other"])
    if other is None:
        raise NotNow("There is no such story.")
    choose(article, other, form.cleaned_data["kind"], by=by)
