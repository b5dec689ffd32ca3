"""Which addresses stand for each kind of page: many different ones, chosen by chance from the archive at hand."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from itertools import pairwise
from random import Random
from typing import Any

from django.db.models import Count, Exists, OuterRef, QuerySet
from django.urls import reverse

from articles.models import Edition, Mention, Quote, Section, Tag, TaggedEdition, VisualUse
from people.lists import seal
from people.models import Person

MOST = 200
_COMMON_TAGS = 10


def addresses(at: datetime) -> dict[str, list[str]]:
    """Kind of page → up to 200 addresses that answer at that instant."""
    rng = Random(7)
    tags = _most_named(TaggedEdition.objects.live(at), "tag")
    lists = {
        "front": ["/"],
        "section": [row.get_absolute_url() for row in Section.objects.in_use(at)],
        "quotes index": ["/quotes/"],
        "quotes index, halfway": [_halfway("/quotes/", Quote.objects.live(at), "published_at", "pk")],
        "people index": ["/people/"],
        "people index, halfway": [_halfway_up("/people/", Person.objects.visible(at), "sort_key")],
        "tags index": ["/tags/"],
        "tags index, halfway": [_halfway_up("/tags/", Tag.objects.in_use(at), "strict_key")],
        "films index": ["/visuals/"],
        "corrections": ["/corrections/"],
    }
    return _stories(at, rng, tags[:_COMMON_TAGS]) | _nouns(at, rng, tags) | lists | _archive(at, rng)


def _stories(at: datetime, rng: Random, common: list[int]) -> dict[str, list[str]]:
    live = Edition.objects.live(at)
    rarer = TaggedEdition.objects.filter(content_object=OuterRef("pk")).exclude(tag__in=common)
    spoken = Quote.objects.live(at).filter(number=3).values_list("edition_id", flat=True)
    return {
        "story": _of(live, rng),
        "story, 3 quotes or more": _of(live.filter(pk__in=_some(spoken, rng)), rng),
        "story, all tags common": _of(live.exclude(Exists(rarer)), rng),
    }


def _nouns(at: datetime, rng: Random, tags: list[int]) -> dict[str, list[str]]:
    live = Mention.objects.live(at)
    subjects = _most_named(live.exclude(role=Mention.As.BYLINE), "person")
    writers = _most_named(live.filter(role=Mention.As.BYLINE), "person")
    common = list(Tag.objects.filter(pk__in=tags[:_COMMON_TAGS]))
    quotes = _some(Quote.objects.live(at).values_list("uuid", flat=True), rng)
    visuals = VisualUse.objects.live(at).select_related("visual").order_by("?")[:MOST]
    return {
        "tag, common": [tag.get_absolute_url() for tag in common],
        "tag, common, halfway": [halfway_tag(tag, at) for tag in common],
        "two tags together": _pairs(common, at),
        "tag, rare": _of(Tag.objects.filter(pk__in=tags[-MOST:]), rng),
        "person, busy": _of(Person.objects.filter(pk__in=subjects[:20]), rng),
        "person, writer": _of(Person.objects.filter(pk__in=writers[:20]), rng),
        "person, any": _of(Person.objects.filter(pk__in=subjects), rng),
        "quote": [reverse("articles:quote", args=[uuid]) for uuid in quotes],
        "film": list({use.visual.get_absolute_url() for use in visuals}),
    }


def _archive(at: datetime, rng: Random) -> dict[str, list[str]]:
    days = _some(Edition.objects.live(at).values_list("published_on", flat=True), rng)
    return {
        "archive": ["/archive/"],
        "archive, year": sorted({f"/{day:%Y}/" for day in days}),
        "archive, month": sorted({f"/{day:%Y/%m}/" for day in days}),
        "archive, day": sorted({f"/{day:%Y/%m/%d}/" for day in days}),
    }


def _most_named(rows: QuerySet[Any], noun: str) -> list[int]:
    """Ids of the nouns that rows name, the most often named first."""
    return list(rows.order_by().values(noun).annotate(n=Count("pk")).order_by("-n", noun).values_list(noun, flat=True))


def _some(values: Iterable[Any], rng: Random) -> list[Any]:
    found = sorted(set(values))
    return rng.sample(found, min(MOST, len(found)))


def _of(rows: QuerySet[Any], rng: Random) -> list[str]:
    pks = _some(rows.values_list("pk", flat=True), rng)
    return [row.get_absolute_url() for row in rows.model._default_manager.filter(pk__in=pks)]


def _pairs(tags: list[Tag], at: datetime) -> list[str]:
    """Each common tag with the next one, in the order in which they share an address."""
    found = []
    for one, other in pairwise(tags):
        also = TaggedEdition.objects.filter(tag=other, content_object=OuterRef("content_object"))
        if TaggedEdition.objects.live(at).filter(Exists(also), tag=one).exists():
            found.append(reverse("articles:together", args=sorted([one.slug, other.slug])))
    return found


def halfway_tag(tag: Tag, at: datetime) -> str:
    rows = TaggedEdition.objects.live(at).filter(tag=tag)
    return _halfway(tag.get_absolute_url(), rows, "published_at", "content_object_id")


def _halfway(path: str, rows: QuerySet[Any], key: str, tie: str) -> str:
    """The address of the page that begins in the middle of the list."""
    row = rows.order_by(f"-{key}", f"-{tie}")[rows.count() // 2]
    return f"{path}?before={seal(row._meta.model_name, [getattr(row, key).isoformat(), getattr(row, tie)])}"


def _halfway_up(path: str, rows: QuerySet[Any], key: str) -> str:
    row = rows.order_by(key, "pk")[rows.count() // 2]
    return f"{path}?before={seal(row._meta.model_name, [getattr(row, key), row.pk])}"
