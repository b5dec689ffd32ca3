"""The names that an outlet knows, as the finder wants them; kept by the process until one of them changes."""

from __future__ import annotations

import gc
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Count, Max

from articles.models import Tag, TagSynonym, Visual
from articles.quotations import PeopleIndex, WorkIndex
from people.models import Alias, NameKey, Person


@dataclass
class Names:
    """`ids` by canonical name; of several the finder can't choose, so an editor does. `works` likewise by title or song.
    `tags` are ids by strict key, of names and synonyms."""

    stamp: tuple[Any, ...]
    people: PeopleIndex
    works: WorkIndex
    ids: dict[str, list[int]] = field(default_factory=dict)
    visuals: dict[str, list[int]] = field(default_factory=dict)
    tags: dict[str, int] = field(default_factory=dict)

    def person(self, name: str | None) -> int | None:
        """Ours by that name; nobody where there is none, and nobody where two share it."""
        return _only(self.ids.get(name or "", []))

    def visual(self, title: str | None) -> int | None:
        return _only(self.visuals.get(title or "", []))


def _only(found: list[int]) -> int | None:
    return found[0] if len(found) == 1 else None


_kept: Names | None = None


def outlet_names() -> Names:
    """All names, indexed once; a few small queries say whether that is still true."""
    global _kept
    stamp = _stamp()
    if _kept is None or _kept.stamp != stamp:
        _kept = _build(stamp)
    return _kept


def _stamp() -> tuple[Any, ...]:
    people = Person.objects.aggregate(Count("pk"), Max("updated_at"))
    aliases = Alias.objects.aggregate(Count("pk"), Max("pk"))
    visuals = Visual.objects.aggregate(Count("pk"), Max("updated_at"))
    # Keys are written anew with every change of a tag's name or synonyms.
    tags = NameKey.objects.filter(kind=NameKey.Kind.TAG).aggregate(Count("pk"), Max("pk"))
    return (*people.values(), *aliases.values(), *visuals.values(), *tags.values())


def _build(stamp: tuple[Any, ...]) -> Names:
    aliases: dict[int, list[str]] = {}
    for person_id, alias in Alias.objects.values_list("person_id", "name"):
        aliases.setdefault(person_id, []).append(alias)
    rows: list[dict[str, Any]] = []
    ids: dict[str, list[int]] = {}
    for pk, name, pronouns in Person.objects.standing().values_list("pk", "name", "pronouns").iterator():
        ids.setdefault(name, []).append(pk)
        rows.append({"name": name, "aliases": aliases.get(pk, []), "pronouns": pronouns})
    visuals = _visuals(Visual.objects.values_list("pk", "title", "song").iterator())
    built = Names(stamp, PeopleIndex.build(rows), WorkIndex.build(sorted(visuals)), ids, visuals, _tags())
    gc.freeze()  # the collector would walk every name again and again
    return built


def _visuals(rows: Iterable[tuple[int, str, str]]) -> dict[str, list[int]]:
    """By title and by song: a film is meant by either."""
    found: dict[str, list[int]] = {}
    for pk, *titles in rows:
        for title in dict.fromkeys(filter(None, titles)):
            found.setdefault(title, []).append(pk)
    return found


def _tags() -> dict[str, int]:
    synonyms = dict(TagSynonym.objects.values_list("strict_key", "tag_id"))
    return synonyms | dict(Tag.objects.standing().values_list("strict_key", "pk"))
