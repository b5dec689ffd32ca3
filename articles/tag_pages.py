"""Readers' pages of tags: one with its stories and what is near it, all of them by name, the commonest by weight."""

from __future__ import annotations

from datetime import datetime

from django.db.models import OuterRef, Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from articles.models import Tag, TaggedEdition, Term, WindowQuerySet
from articles.models.tag import TagQuerySet
from articles.paging import Pages
from articles.prepared import Prepared
from articles.together import often_with
from people.lists import COUNT_CAP, CappedCount, cut

TAGS_A_PAGE = 120
TAG_COUNT_CAP = 100
NARROWER_TAGS = 40


@require_safe
def tag(request: HttpRequest, slug: str) -> HttpResponse:
    at = timezone.now()
    for shown in _CALLED(slug=slug, at=at):
        page = STORIES(request.GET.get("before", ""), tag=shown.pk, at=at)
        context = {"at": at, "title": shown.name, "description": shown.description, "tag": shown, "page": page}
        near = [] if page.token else _NEAR(tag=shown.pk, parent=shown.parent_id or 0, at=at)
        context["wider"] = next((tag for tag in near if tag.pk == shown.parent_id), None)
        context["narrower"] = [tag for tag in near if tag.pk != shown.parent_id]
        context["often_with"] = [] if page.token else often_with(shown, at)
        return render(request, "articles/tag.html", context)
    raise Http404("No story has such a tag.")


@require_safe
def tag_list(request: HttpRequest) -> HttpResponse:
    at = timezone.now()
    token = request.GET.get("before", "")
    page = cut(_counted(at, TAG_COUNT_CAP), token, key="strict_key", size=TAGS_A_PAGE, descending=False)
    return render(request, "articles/tag_list.html", {"at": at, "title": "Tags", "page": page, "cap": TAG_COUNT_CAP})


@require_safe
def tags_by_weight(request: HttpRequest) -> HttpResponse:
    """What most stories are about, as of the last count, which orders them; what is shown is counted now."""
    at = timezone.now()
    often = Term.objects.filter(kind=Term.Kind.TAG).order_by("-df", "ref").values_list("ref", flat=True)
    ids = list(often[: 2 * TAGS_A_PAGE])
    rows = _counted(at).in_bulk(ids)
    tags = [rows[pk] for pk in ids if pk in rows][:TAGS_A_PAGE]
    return render(request, "articles/tags_by_weight.html", {"at": at, "title": "Tags by weight", "tags": tags})


def _counted(at: datetime, cap: int = COUNT_CAP) -> TagQuerySet:
    """Tags in use, with how many stories carry each, as far as is counted."""
    stories = TaggedEdition.objects.live(at).filter(tag=OuterRef("pk"))
    return Tag.objects.in_use(at).annotate(stories=CappedCount(stories, cap))


def _called(slug: str, at: datetime) -> TagQuerySet:
    return _counted(at).filter(slug=slug)


def _stories(tag: int, at: datetime) -> WindowQuerySet:
    return TaggedEdition.objects.live(at).filter(tag=tag).with_cards("content_object")


def _near(tag: int, parent: int, at: datetime) -> TagQuerySet:
    """The wider subject, and the narrower ones."""
    return Tag.objects.in_use(at).filter(Q(parent=tag) | Q(pk=parent)).order_by("strict_key")[:NARROWER_TAGS]


_CALLED, _NEAR = Prepared(_called), Prepared(_near)
STORIES = Pages(TaggedEdition, _stories, tie="content_object_id")
