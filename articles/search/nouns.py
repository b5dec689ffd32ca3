"""People, films and tags by what they are called. Only those that readers can see are found, counted or suggested."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import datetime
from functools import cache
from typing import Any, NamedTuple

from django.db.models import BooleanField, Exists, ExpressionWrapper, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from articles.models import Credit, Mention, Tag, TaggedEdition, Term, Visual, VisualUse
from articles.prepared import Prepared
from people import names
from people.models import Person
from people.name_keys import LONGEST_KEY, NameKey, NameKeyQuerySet, forgiving, one_slip, slips_of

MODELS: dict[str, Any] = {NameKey.Kind.PERSON: Person, NameKey.Kind.VISUAL: Visual, NameKey.Kind.TAG: Tag}
_MARKS = {NameKey.Kind.PERSON: "p", NameKey.Kind.VISUAL: "w", NameKey.Kind.TAG: "t"}
_TERMS = {NameKey.Kind.PERSON: Term.Kind.PERSON, NameKey.Kind.VISUAL: Term.Kind.VISUAL, NameKey.Kind.TAG: Term.Kind.TAG}
# So many of one kind are listed; so many of all kinds are counted.
MOST, COUNTED = 100, 40
_COMMONEST = ("-stories", "key", "pk")
_FACTS = ("kind", "ref", "name", "key")
LONGEST_TYPED = 80


class Found(NamedTuple):
    """A noun and the name by which it was found."""

    kind: str
    ref: int
    name: str

    @property
    def label(self) -> str:
        return NameKey.Kind(self.kind).label


class Named(NamedTuple):
    """Nouns whose names begin with something. Where most names that do are hidden, to ask for the commonest is in vain."""

    found: list[Found]
    are_mostly_hidden: bool = False


def visible(at: datetime) -> NameKeyQuerySet:
    """Names of nouns that have a page at that instant."""
    return NameKey.objects.filter(_is_visible(at))


def _is_visible(at: datetime) -> Q:
    ref = OuterRef("ref")
    mentioned = Exists(Mention.objects.live(at).filter(person=ref))
    credited = Exists(Credit.objects.shown(at).filter(person=ref))
    shown = Exists(VisualUse.objects.live(at).filter(visual=ref))
    tagged = Exists(TaggedEdition.objects.live(at).filter(tag=ref))
    person, visual, tag = (Q(kind=kind) for kind in (NameKey.Kind.PERSON, NameKey.Kind.VISUAL, NameKey.Kind.TAG))
    # The kind first: what stands before it is looked up for names of every kind.
    return person & (Q(mentioned) | Q(credited)) | visual & Q(shown) | tag & Q(tagged)


def named(typed: Iterable[str]) -> dict[str, list[Found]]:
    """What each of these is the whole name of, in one query; hidden nouns too, for nothing visible carries their marks."""
    keys = {text: names.loose_key(text) for text in typed}
    wanted = sorted({key for key in keys.values() if key})
    found = _WHOLE(keys=json.dumps(wanted)) if wanted else []
    return {text: [Found(kind, ref, name) for of, kind, ref, name in found if of == key] for text, key in keys.items()}


def _whole(keys: str) -> QuerySet[NameKey, Any]:
    rows = NameKey.objects.filter(key__among=keys, is_whole=True)
    return rows.order_by().values_list("key", "kind", "ref", "name")


_WHOLE = Prepared(_whole)


def marks(found: Iterable[Found], *, speaking: bool = False) -> list[str]:
    """The marks that rows about them carry; `speaking`: rows in which they speak."""
    return sorted({f"{'v' if speaking else _MARKS[NameKey.Kind(noun.kind)]}{noun.ref}" for noun in found})


def beginning(typed: str, at: datetime, *, most: int, are_mostly_hidden: bool = False, **kind: str) -> Named:
    """Nouns, of one `kind` if it is given, one word of whose names begins so: whole names first, then those that stories
    are most often about."""
    start = names.loose_key(typed)[:LONGEST_KEY]
    if len(start) < 2:
        return Named([])
    looked_at = most * 3 // 2 + 8  # some are hidden, some are of one noun
    commonest, of_visible = _commonest(looked_at, *kind)
    if not are_mostly_hidden:
        rows = commonest(start=start, at=at, **kind)
        found = _whole_first((row[:4] for row in rows if row[4]), start)
        if len(found) >= most or len(rows) < looked_at:
            return Named(found[:most])
    return Named(_whole_first(of_visible(start=start, at=at, **kind), start)[:most], are_mostly_hidden=True)


@cache
def _commonest(most: int, *kind: str) -> tuple[Prepared, Prepared]:
    """So many of the names that begin so: of all, with whether their noun is visible; and of the visible ones. With
    "kind", of the kind that is given to them."""

    def of_all(start: str, at: datetime, **kind: str) -> QuerySet[NameKey, Any]:
        first = NameKey.objects.beginning(start).filter(**kind).order_by(*_COMMONEST).values("pk")[:most]
        is_visible = ExpressionWrapper(_is_visible(at), BooleanField())
        rows = NameKey.objects.filter(pk__in=first).annotate(is_visible=is_visible)
        return rows.order_by(*_COMMONEST).values_list(*_FACTS, "is_visible")

    def of_visible(start: str, at: datetime, **kind: str) -> QuerySet[NameKey, Any]:
        named = visible(at).filter(pk__in=NameKey.objects.beginning(start).filter(**kind).values("pk"))
        return named.order_by(*_COMMONEST).values_list(*_FACTS)[:most]

    # PostgreSQL finds no beginning by an index where it plans for all beginnings.
    return Prepared(of_all, keeps_plan=False), Prepared(of_visible, keeps_plan=False)


def _whole_first(rows: Iterable[tuple[str, int, str, str]], start: str) -> list[Found]:
    return _once_each(Found(kind, ref, name) for kind, ref, name, key in sorted(rows, key=lambda row: row[3] != start))


def nearly(typed: list[str], at: datetime, *, most: int) -> list[Found]:
    """Nouns whose name, or a word of it, is one slip away from one of these: the first of them first, then those that
    stories are most often about."""
    keys = forgiving(typed)
    rows = _NEAR(near=slips_of(keys), at=at) if keys else []
    return _once_each(Found(*facts) for wanted in keys for key, *facts in rows if one_slip(wanted, key))[:most]


def _near(near: str, at: datetime) -> QuerySet[NameKey, Any]:
    named = visible(at).filter(pk__in=NameKey.objects.nearly(near).values("pk"))
    return named.order_by("-stories", "pk").values_list("key", "kind", "ref", "name")


_NEAR = Prepared(_near)


def count_stories() -> None:
    """Writes beside each name how common its noun is, from the terms: it orders, and is never shown."""
    for kind, term in _TERMS.items():
        of_noun = Term.objects.filter(kind=term, ref=OuterRef("ref")).values("df")
        stories = Coalesce(Subquery(of_noun[:1]), 0)
        NameKey.objects.filter(kind=kind).exclude(stories=stories).update(stories=stories)


def _once_each(found: Iterable[Found]) -> list[Found]:
    by_noun: dict[tuple[str, int], Found] = {}
    for noun in found:
        by_noun.setdefault((noun.kind, noun.ref), noun)
    return list(by_noun.values())


def loaded(found: Iterable[Found]) -> list[tuple[Found, Any]]:
    """The nouns themselves, in the same order, one query a kind."""
    rows = list(found)
    by_kind = {kind: {noun.ref for noun in rows if noun.kind == kind} for kind in MODELS}
    objects = {kind: MODELS[kind].objects.in_bulk(refs) for kind, refs in by_kind.items() if refs}
    return [(noun, objects[noun.kind][noun.ref]) for noun in rows if noun.ref in objects[noun.kind]]
