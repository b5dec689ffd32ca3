"""Which of the ids that a body names exist: one query for all tables."""

from __future__ import annotations

from typing import Any

from django.db.models import F, IntegerField, Value

Ids = dict[type[Any], set[int]]


def existing(wanted: Ids) -> Ids:
    """The ids of each model that are in the database. One query, none where nothing is wanted."""
    models = [model for model in wanted if wanted[model]]
    found: Ids = {model: set() for model in wanted}
    parts = [
        model._default_manager.filter(pk__in=_possible(wanted[model]))
        .order_by()
        .annotate(noun=Value(place, IntegerField()), noun_id=F("pk"))
        .values_list("noun", "noun_id")
        for place, model in enumerate(models)
    ]
    if parts:
        for place, pk in parts[0].union(*parts[1:], all=True) if len(parts) > 1 else parts[0]:
            found[models[place]].add(pk)
    return found


def _possible(ids: set[int]) -> list[int]:
    """An id that no column can hold is simply not there."""
    return sorted(pk for pk in ids if 0 < pk < 2**62) or [0]
