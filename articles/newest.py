"""The newest rows for each of several keys, in one round trip."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db import connection

from articles.prepared import Prepared


def newest_of_each(*wanted: tuple[Prepared, Sequence[int]], at: datetime) -> list[tuple[Any, ...]]:
    """Each part is the newest rows for a `key` at an instant, cut to size, as `values_list`; and its keys.

    Written as one UNION ALL, because the ORM refuses limits inside a union on SQLite.
    """
    filled = [part.sql(key=key, at=at) for part, keys in wanted for key in keys]
    if not filled:
        return []
    # Only SQL that the ORM wrote; every value is a parameter.
    union = " UNION ALL ".join(f"SELECT * FROM ({sql}) AS part_{place}" for place, (sql, _) in enumerate(filled))  # noqa: S608
    with connection.cursor() as cursor:
        cursor.execute(union, [value for _, params in filled for value in params])
        return cursor.fetchall()
