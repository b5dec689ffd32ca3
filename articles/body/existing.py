"""Which of the ids that a body names exist, and which stand for one that was merged: one query for all tables."""

from __future__ import annotations

from typing import Any

from django.db.models import F, IntegerField, Value
from django.db.models.functions import Coalesce

Ids = dict[type[Any], set[int]]
Known = dict[type[Any], dict[int, int]]
"""By id: the id of the row that is meant, which is another where two were merged."""


def existing(wanted: Ids) -> Known:
    """The ids of each model that are in the database. One query, none where nothing is wanted."""
    models = [model for model in wanted if wanted[model]]
    found: Known = {model: {} for model in wanted}
    parts = [
        model._default_manager.filter(pk__in=_possible(wanted[model]))
        .order_by()
        .annotate(noun=Value(place, IntegerField()), noun_id=F("pk"), meant=_meant(model))
        .values_list("noun", "noun_id", "meant")
        for place, model in enumerate(models)
    ]
    if parts:
        for place, pk, meant in parts[0].union(*parts[1:], all=True) if len(parts) > 1 else parts[0]:
            found[models[place]][pk] = meant
    return found


def _meant(model: type[Any]) -> Any:
    has_merges = any(field.name == "merged_into" for field in model._meta.fields)
    return Coalesce(F("merged_into"), F("pk")) if has_merges else F("pk")


def _possible(ids: set[int]) -> list[int]:
    """An id that no column can hold is simply not there."""
    return sorted(pk for pk in ids if 0 < pk < 2**62) or [0]
