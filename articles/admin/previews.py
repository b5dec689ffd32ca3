"""Preview links on the desk, and the page that one opens."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django import forms
from django.conf import settings
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from articles.admin.page import desk_page, story
from articles.desk import windows
from articles.desk.previews import address_of, make_link, opened_by, revoke
from articles.desk.restoring import as_it_was
from articles.desk.workflow import may_change
from articles.models import Article, PreviewLink
from articles.preview import preview

_DAYS = [(1, "1 day"), (3, "3 days"), (7, "a week"), (30, "30 days")]


def urls() -> list[URLPattern]:
    view = admin.site.admin_view
    return [
        path("<int:pk>/previews/", view(links_page), name="desk_previews"),
        path("<int:pk>/previews/<int:link>/revoke/", view(require_POST(revoke_link)), name="desk_preview_revoke"),
    ]


class LinkForm(forms.Form):
    what = forms.ChoiceField(
        label="Shows",
        choices=[("this", "the story as it was last saved"), ("newest", "always the newest")],
        widget=forms.RadioSelect,
        initial="this",
    )
    days = forms.TypedChoiceField(label="For", coerce=int, choices=_DAYS, initial=3)
    comment = forms.CharField(required=False, max_length=300, help_text="For whom, and what they should look at.")


def links_page(request: HttpRequest, pk: int) -> HttpResponse:
    """The links of a story, and a form for another; for who may change the story."""
    article = _changeable(request, pk)
    form = LinkForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        asked = form.cleaned_data
        revision = windows.newest_revision(article) if asked["what"] == "this" else None
        by: Any = request.user
        make_link(article, by=by, lasts=timedelta(days=asked["days"]), revision=revision, comment=asked["comment"])
        return HttpResponseRedirect(reverse("admin:desk_previews", args=[pk]))
    rows = PreviewLink.objects.filter(article=article).select_related("made_by", "revision").defer("revision__snapshot")
    links = [(link, settings.SITE_URL + address_of(link)) for link in rows]
    context = {"article": article, "form": form, "links": links}
    return desk_page(request, "previews", f"Preview links: {article}", context, status=409 if form.errors else 200)


def revoke_link(request: HttpRequest, pk: int, link: int) -> HttpResponse:
    article = _changeable(request, pk)
    revoke(get_object_or_404(PreviewLink, pk=link, article=article), by=request.user)  # type: ignore[arg-type]
    messages.success(request, "Revoked. Its address now says that there is nothing.")
    return HttpResponseRedirect(reverse("admin:desk_previews", args=[pk]))


def _changeable(request: HttpRequest, pk: int) -> Article:
    article = story(request, pk)
    if not may_change(request.user, article):
        raise PermissionDenied
    return article


@require_safe
def preview_of_link(request: HttpRequest, token: str) -> HttpResponse:
    """Readers' template around a revision, for whoever has the address. Anything wrong is the same 404."""
    link = opened_by(token, timezone.now())
    if link is None:
        raise Http404("There is nothing here.")
    was = as_it_was(link.revision or windows.newest_revision(link.article))
    lines = [(line.part, line.person_id, line.name) for line in was.bylines]
    return preview(request, was.article, tags=was.tags, bylines=lines)
