"""The newest rows for each of several keys, in one round trip."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django.db import connection
from django.db.models import QuerySet

# No row has this key, and no other value in the query is equal to it.
_STAND_IN = -4_815_162_342


def newest_of_each(*wanted: tuple[QuerySet[Any], str, Sequence[int]], size: int) -> list[tuple[Any, ...]]:
    """The first `size` rows for every key. Each part is ordered rows as `values_list`, the column, and its keys.

    Written as one UNION ALL, because the ORM refuses limits inside a union on SQLite; each sub-select is the ORM's,
    compiled once a part and filled in for every key.
    """
    selects: list[str] = []
    params: list[Any] = []
    for rows, column, keys in wanted:
        if keys:
            sql, given = rows.filter(**{column: _STAND_IN})[:size].query.sql_with_params()
            selects += [sql] * len(keys)
            params += [value for key in keys for value in _filled(given, key)]
    if not selects:
        return []
    # Only SQL that the ORM wrote; every value is a parameter.
    union = " UNION ALL ".join(f"SELECT * FROM ({sql}) AS part_{place}" for place, sql in enumerate(selects))  # noqa: S608
    with connection.cursor() as cursor:
        cursor.execute(union, params)
        return cursor.fetchall()


def _filled(params: Iterable[Any], key: int) -> list[Any]:
    return [key if value == _STAND_IN else value for value in params]
