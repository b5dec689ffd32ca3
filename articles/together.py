"""Tags and tags: what often stands with a tag, and the stories that carry two."""

from __future__ import annotations

import math
from datetime import datetime
from typing import Any

from django.db.models import Count, Exists, IntegerField, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from articles.models import Tag, TaggedEdition, Term
from articles.prepared import Prepared

# So many of a tag's newest stories tell what it often stands with: of a common tag, the same twelve as all of them do.
_LOOKED_AT, _SHOWN = 300, 12


@require_safe
def tags_together(request: HttpRequest, slug: str, other: str) -> HttpResponse:
    """Stories with both tags, newest first. One address a pair: the slugs in the order of the alphabet."""
    at = timezone.now()
    if slug > other:
        return redirect("articles:together", other, slug, permanent=True)
    frequency = Term.objects.filter(kind=Term.Kind.TAG, ref=OuterRef("pk")).values("df")[:1]
    counted = Tag.objects.in_use(at).annotate(df=Coalesce(Subquery(frequency, IntegerField()), 0))
    pair = list(counted.filter(slug__in=[slug, other]).order_by("slug"))
    if len(pair) < 2:
        raise Http404("One of these tags, or both, are on no story.")
    page = _both(pair, at).with_cards("content_object").page(request.GET.get("before", ""), tie="content_object_id")
    if not page.items:
        raise Http404("No story carries both of these tags.")
    title = " and ".join(tag.name for tag in pair)
    return render(request, "articles/together.html", {"at": at, "title": title, "pair": pair, "page": page})


def _both(pair: list[Any], at: datetime) -> Any:
    """The rarer one's stories, newest first, as far as they carry the other too."""
    rarer, commoner = sorted(pair, key=lambda tag: (tag.df, tag.pk))
    also = TaggedEdition.objects.filter(tag=commoner, content_object=OuterRef("content_object"))
    return TaggedEdition.objects.live(at).filter(Exists(also), tag=rarer)


def often_with(tag: Tag, at: datetime) -> list[dict[str, Any]]:
    """Tags on the same stories, in one query: those shared most, and least common elsewhere, first."""
    found = _BESIDE(tag=tag.pk, at=at)
    best = sorted(found, key=lambda row: (-row["shared"] / math.log(math.e + row["df"]), row["tag__name"]))
    return [{"name": row["tag__name"], "slugs": sorted([tag.slug, row["tag__slug"]])} for row in best[:_SHOWN]]


def _beside(tag: int, at: datetime) -> QuerySet[Any, Any]:
    live = TaggedEdition.objects.live(at)
    newest = live.filter(tag=tag).order_by("-published_at", "-content_object_id").values("content_object_id")
    frequency = Term.objects.filter(kind=Term.Kind.TAG, ref=OuterRef("tag_id")).values("df")[:1]
    rows = live.filter(content_object__in=newest[:_LOOKED_AT]).exclude(tag=tag).order_by()
    return rows.values("tag_id", "tag__name", "tag__slug").annotate(
        shared=Count("pk"), df=Coalesce(Subquery(frequency, IntegerField()), 0)
    )


_BESIDE = Prepared(_beside)
