"""Making one tag, or one person, of two: nothing that pointed at either is lost, and all of it can be undone.

The record's texts stay as they were printed; what moves is which noun its rows point at. The one that gave way keeps its
row, without a page: its address leads to the other's, its names find the other, and texts that name it mean the other.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.contrib.auth.models import User
from django.core import serializers
from django.db import transaction
from django.db.models import Exists, OuterRef
from django.utils import timezone

from articles.desk.windows import NotNow
from articles.models import Byline, Credit, Mention, Merge, Photo, Quote, Redirect, Tag, TaggedArticle, TaggedEdition
from articles.models import TagSynonym as Synonym
from people import names
from people.models import Alias, FormerSlug, Person, PersonLink

_CHUNK = 500
Members = Person.members.through


@dataclass(frozen=True)
class Pointer:
    """A column that points at a noun. Two rows that are alike but for it, in these columns, can't both stand."""

    called: str
    model: Any
    field: str
    alike: tuple[str, ...] = ()


POINTERS: dict[str, Sequence[Pointer]] = {
    Merge.Kind.TAG: (
        Pointer("stories as readers have or had them", TaggedEdition, "tag", ("content_object",)),
        Pointer("stories at the desk", TaggedArticle, "tag", ("content_object",)),
        Pointer("synonyms", Synonym, "tag"),
        Pointer("narrower tags", Tag, "parent"),
        Pointer("tags merged into it before", Tag, "merged_into"),
    ),
    Merge.Kind.PERSON: (
        Pointer("quotations", Quote, "speaker"),
        Pointer("mentions in stories", Mention, "person", ("edition", "role")),
        Pointer("bylines at the desk", Byline, "person"),
        Pointer("credits", Credit, "person"),
        Pointer("portraits", Photo, "portrait_of"),
        Pointer("aliases", Alias, "person", ("name",)),
        Pointer("links", PersonLink, "person", ("url",)),
        Pointer("former addresses", FormerSlug, "person"),
        Pointer("groups", Members, "to_person", ("from_person",)),
        Pointer("members", Members, "from_person", ("to_person",)),
        Pointer("people merged into them before", Person, "merged_into"),
    ),
}
MODELS: dict[str, Any] = {Merge.Kind.TAG: Tag, Merge.Kind.PERSON: Person}


def counts(kind: str, gone: Any, kept: Any) -> list[tuple[str, int, int]]:
    """(what, how many move, how many stand there already) for each kind of row, of those that there are."""
    found = []
    for pointer in POINTERS[kind]:
        rows, doubles = _rows(pointer, gone), _doubles(pointer, gone, kept)
        if count := rows.count():
            found.append((pointer.called, count - len(doubles), len(doubles)))
    return found


def refusal(gone: Any, kept: Any) -> str:
    """Why the two can't be made one, in a sentence; empty where they can."""
    if gone.pk == kept.pk:
        return "These are one and the same. Choose another to stay."
    for noun in (gone, kept):
        if noun.merged_into_id:
            return f"{noun} was merged into another before. Choose that one."
    return ""


@transaction.atomic
def merge(kind: str, gone: Any, kept: Any, *, by: User | None) -> Merge:
    """Raises NotNow for one and the same, and for a noun that gave way before."""
    gone, kept = _locked(kind, gone.pk, kept.pk)
    if problem := refusal(gone, kept):
        raise NotNow(problem)
    done = Merge(
        kind=kind, gone=gone.pk, kept=kept.pk, gone_name=gone.name, kept_name=kept.name,
        merged_by=by, merged_at=timezone.now(),
    )  # fmt: skip
    for pointer in POINTERS[kind]:
        _repoint(pointer, gone, kept, done)
    if kind == Merge.Kind.TAG:  # a part that takes the place of the whole is no part of itself
        Tag.objects.filter(pk=kept.pk, parent=kept).update(parent=gone.parent_id)
    gone.merged_into = kept
    gone.save()
    done.made = _called_too(kind, gone, kept)
    done.save()
    Redirect.leave(gone.get_absolute_url(), kept.get_absolute_url())
    kept.write_keys()
    return done


@transaction.atomic
def undo(done: Merge, *, by: User | None) -> None:
    """All as it was, but for what was changed by hand since. Raises NotNow where another merge stands in the way."""
    done = Merge.objects.select_for_update().get(pk=done.pk)
    if done.undone_at:
        raise NotNow("This was undone already.")
    gone, kept = _locked(done.kind, done.gone, done.kept)
    if kept.merged_into_id:
        raise NotNow(f"{kept} was merged into {kept.merged_into} since. Undo that first.")
    done.undone_at, done.undone_by = timezone.now(), by
    done.save(update_fields=["undone_at", "undone_by"])
    by_name = {f"{pointer.model._meta.label}.{pointer.field}": pointer for pointer in POINTERS[done.kind]}
    for label, ids in done.moved.items():
        pointer = by_name[label]
        for chunk in _chunks(ids):
            _rows(pointer, kept).filter(pk__in=chunk).update(**{pointer.field: gone})
    for row in serializers.deserialize("python", done.dropped):
        row.save(force_insert=True)
    for model, pk in done.made:
        (Synonym if model == "synonym" else Alias).objects.filter(pk=pk).delete()
    gone.merged_into = None
    gone.save()
    Redirect.objects.filter(old_path=gone.get_absolute_url()).delete()
    kept.write_keys()
    gone.write_keys()


def doubles(kind: str, most: int = 30) -> list[list[Any]]:
    """Nouns that go by one name, as far as letters and figures alone say: those who may be one."""
    model, others = (Tag, Synonym) if kind == Merge.Kind.TAG else (Person, Alias)
    owner = "tag" if kind == Merge.Kind.TAG else "person"
    by_key: defaultdict[str, dict[int, None]] = defaultdict(dict)
    standing = model.objects.standing()
    for key, pk in standing.exclude(loose_key="").values_list("loose_key", "pk"):
        by_key[key][pk] = None
    for key, pk in others.objects.exclude(loose_key="").values_list("loose_key", f"{owner}_id"):
        by_key[key][pk] = None
    groups = list({tuple(sorted(ids)): None for ids in by_key.values() if len(ids) > 1})[:most]
    rows = standing.in_bulk([pk for group in groups for pk in group])
    found = [[rows[pk] for pk in group if pk in rows] for group in groups]
    return [group for group in found if len(group) > 1]


def _locked(kind: str, gone: int, kept: int) -> tuple[Any, Any]:
    rows = MODELS[kind].objects.select_for_update(of=("self",)).order_by("pk").in_bulk([gone, kept])
    return rows[gone], rows[kept]


def _rows(pointer: Pointer, noun: Any) -> Any:
    return pointer.model._default_manager.filter(**{pointer.field: noun})


def _doubles(pointer: Pointer, gone: Any, kept: Any) -> list[int]:
    """Rows of the one that gives way beside which the other has one that is alike."""
    if not pointer.alike:
        return []
    there = set(_rows(pointer, kept).values_list(*pointer.alike))
    rows = _rows(pointer, gone).values_list("pk", *pointer.alike)
    found = {pk for pk, *alike in rows.iterator() if tuple(alike) in there}
    if pointer.model is Mention:  # who speaks in a story is not listed as named in it too
        speaks = Mention.objects.filter(person=kept, role=Mention.As.SPEAKER, edition=OuterRef("edition"))
        found |= set(_rows(pointer, gone).filter(Exists(speaks), role=Mention.As.NAMED).values_list("pk", flat=True))
    if pointer.model is Members:  # nobody is a member of themselves
        found |= set(_rows(pointer, gone).filter(**{pointer.alike[0]: kept}).values_list("pk", flat=True))
    return sorted(found)


def _silenced(pointer: Pointer, gone: Any, kept: Any) -> list[int]:
    """Where the one that stays was only named in a story in which the other speaks."""
    if pointer.model is not Mention:
        return []
    speaks = Mention.objects.filter(person=gone, role=Mention.As.SPEAKER, edition=OuterRef("edition"))
    return list(_rows(pointer, kept).filter(Exists(speaks), role=Mention.As.NAMED).values_list("pk", flat=True))


def _repoint(pointer: Pointer, gone: Any, kept: Any, done: Merge) -> None:
    """The rows of the record too: their windows and words stay, and who they are about is one noun now."""
    for chunk in _chunks(_doubles(pointer, gone, kept) + _silenced(pointer, gone, kept)):
        rows = pointer.model._default_manager.filter(pk__in=chunk)
        done.dropped += _written(rows.order_by("pk"))
        rows.delete()
    ids = list(_rows(pointer, gone).order_by("pk").values_list("pk", flat=True))
    for chunk in _chunks(ids):
        pointer.model._default_manager.filter(pk__in=chunk).update(**{pointer.field: kept})
    if ids:
        done.moved[f"{pointer.model._meta.label}.{pointer.field}"] = ids


def _written(rows: Any) -> list[dict[str, Any]]:
    """Rows as JSON can hold them, to the microsecond: Django's own encoder cuts times to milliseconds."""

    def plain(value: Any) -> str:
        return value.isoformat() if isinstance(value, date) else str(value)

    return list(json.loads(json.dumps(serializers.serialize("python", rows), default=plain)))


def _called_too(kind: str, gone: Any, kept: Any) -> list[tuple[str, int]]:
    """The name of the one that gave way is another name of the one that stays."""
    if kind == Merge.Kind.TAG:
        key = names.strict_key(gone.name)[:100]
        if key == kept.strict_key or Synonym.objects.filter(strict_key=key).exists():
            return []
        return [("synonym", Synonym.objects.create(tag=kept, name=gone.name).pk)]
    alias, is_new = Alias.objects.get_or_create(person=kept, name=gone.name, defaults={"kind": Alias.Kind.SEARCH})
    return [("alias", alias.pk)] if is_new and gone.name != kept.name else []


def _chunks(ids: Sequence[int]) -> Iterable[Sequence[int]]:
    return (ids[start : start + _CHUNK] for start in range(0, len(ids), _CHUNK))
