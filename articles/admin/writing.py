"""What the story's form asks for while somebody writes: autosave, presence, conflicts, checks, preview.

Each answers JSON, but for the preview, which is a page. Who may not change the story gets 403 from all of them.
"""

from __future__ import annotations

from functools import partial
from typing import Any

from django.contrib.admin import ModelAdmin
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.template.loader import render_to_string
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from articles.admin.article_differences import differences
from articles.admin.article_form import QuickForm, posted_lines
from articles.body.diff import compare
from articles.desk import presence
from articles.desk.checks import checks_of, figures_of
from articles.desk.saving import BylineLine, NamedByline, opened, save, set_aside
from articles.models import Article, Revision, Tag
from articles.preview import preview
from people.models import Person


def urls(model_admin: ModelAdmin) -> list[URLPattern]:
    def view(function: Any, method: Any = require_POST) -> Any:
        return model_admin.admin_site.admin_view(method(partial(function, model_admin)))

    return [
        path("autosave/", view(autosave), name="articles_article_autosave_new"),
        path("<int:pk>/autosave/", view(autosave), name="articles_article_autosave"),
        path("<int:pk>/presence/", view(here), name="articles_article_presence"),
        path("<int:pk>/conflict/", view(conflict), name="articles_article_conflict"),
        path("<int:pk>/checks/", view(checks, require_safe), name="articles_article_checks"),
        path("preview/", view(preview_unsaved), name="articles_article_preview_new"),
        path("<int:pk>/preview/", view(preview_unsaved), name="articles_article_preview"),
    ]


def autosave(model_admin: ModelAdmin, request: HttpRequest, pk: int | None = None) -> JsonResponse:
    """200 {"version", "url", "ids", "saved_at"}; 409 where somebody else saved since; 422 {"problems"}."""
    with transaction.atomic():
        article = article_of(model_admin, request, pk, lock=True)
        form = QuickForm(request.POST, instance=article)
        valid = form.is_valid()
        if form.is_stale:
            return JsonResponse({"problems": ["Somebody else saved this story since you opened it."]}, status=409)
        if not valid:
            return JsonResponse({"problems": _problems(form)}, status=422)
        save(
            article,
            by=request.user,  # type: ignore[arg-type]
            body=form.canonical,
            tags=form.tag_ids,
            bylines=posted_lines(request.POST),
            is_locked=True,
            why=Revision.Why.AUTOSAVE,
        )
    answer = {
        "version": article.version,
        "url": reverse("admin:articles_article_change", args=[article.pk]),
        "ids": form.canonical.minted,
        "saved_at": f"{timezone.localtime():%H:%M:%S}",
    }
    return JsonResponse(answer)


def here(model_admin: ModelAdmin, request: HttpRequest, pk: int) -> JsonResponse:
    """Notes that the form is open; `{"others", "version", "saved_by"}`. `have=1` takes the story over, `have=0` lets
    go of it, `leave=1` says goodbye."""
    article = article_of(model_admin, request, pk)
    user: Any = request.user
    if "leave" in request.POST:
        presence.leave(article, user)
        return JsonResponse({})
    wants = request.POST.get("have")
    others = presence.hear(article, user, wants_it=None if wants is None else wants == "1")
    last = article.revisions.exclude(why=Revision.Why.ASIDE).select_related("by").defer("snapshot").first()
    for other in others:
        saved = other["last_saved"]
        other["last_saved"] = f"{timezone.localtime(saved):%H:%M}" if saved else ""
    saved_by = (last.by.get_full_name() or last.by.username) if last and last.by else ""
    return JsonResponse({"others": others, "version": article.version, "saved_by": saved_by})


def conflict(model_admin: ModelAdmin, request: HttpRequest, pk: int) -> JsonResponse:
    """Keeps the poster's text as a revision, and shows both side by side.

    `{"html", "version", "blocks", "fields"}`: the two bodies as lists of blocks, in step with the rows of the HTML, and
    the fields that differ (see article_differences).
    """
    article = article_of(model_admin, request, pk)
    theirs = opened(pk)
    form = QuickForm(request.POST, instance=article)
    form.is_valid()
    if not hasattr(form, "canonical"):
        return JsonResponse({"problems": _problems(form)}, status=422)
    lines = posted_lines(request.POST)
    set_aside(article, by=request.user, body=form.canonical, tag_ids=form.tag_ids, bylines=lines)  # type: ignore[arg-type]
    changes = compare(theirs.body, form.canonical.html)
    fields = differences(theirs, article, tag_ids=form.tag_ids, lines=lines)
    context = {"changes": list(enumerate(changes)), "fields": fields, "theirs": theirs}
    html = render_to_string("admin/articles/article/conflict.html", context, request)
    blocks = [{"theirs": change.old, "mine": change.new} for change in changes]
    return JsonResponse({"html": html, "version": theirs.version, "blocks": blocks, "fields": fields})


def checks(model_admin: ModelAdmin, request: HttpRequest, pk: int) -> JsonResponse:
    """`{"checks": [{"level", "text", "words"}], "words", "minutes", "quotes", "unattributed"}` of the saved story."""
    article = article_of(model_admin, request, pk)
    rows = [{"level": it.level, "text": it.text, "words": it.words} for it in checks_of(article)]
    return JsonResponse({"checks": rows, **figures_of(article)})


def preview_unsaved(model_admin: ModelAdmin, request: HttpRequest, pk: int | None = None) -> HttpResponse:
    """Readers' page of what the form holds now."""
    article = article_of(model_admin, request, pk)
    form = QuickForm(request.POST, instance=article)
    form.is_valid()
    if not hasattr(form, "canonical"):
        return JsonResponse({"problems": _problems(form)}, status=422)
    article.body = form.canonical.html
    tags = list(Tag.objects.filter(pk__in=form.tag_ids))
    return preview(request, article, tags=tags, bylines=_named(posted_lines(request.POST)))


def article_of(model_admin: ModelAdmin, request: HttpRequest, pk: int | None, *, lock: bool = False) -> Article:
    """The story, for who may change it; a new one for who may add one."""
    if pk is None:
        if not model_admin.has_add_permission(request):
            raise PermissionDenied
        return Article()
    try:
        article = opened(pk, lock=lock)
    except Article.DoesNotExist as error:
        raise Http404 from error
    if not model_admin.has_change_permission(request, article):
        raise PermissionDenied
    return article


def _problems(form: QuickForm) -> list[str]:
    return [
        f"{form.fields[name].label or name}: {error}" if name in form.fields else str(error)
        for name, errors in form.errors.items()
        for error in errors
    ]


def _named(lines: list[BylineLine]) -> list[NamedByline]:
    people = Person.objects.in_bulk([line.person_id for line in lines if line.person_id])
    return [
        (line.part, line.person_id, people[line.person_id].name if line.person_id in people else line.name)
        for line in lines
        if line.name or line.person_id in people
    ]
