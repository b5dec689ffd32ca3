"""Many rows into one table, without a model instance for each."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import datetime
from functools import lru_cache, partial
from typing import Any

from django.db import connection, models

# What the database driver takes as it is; other fields say themselves how they are stored.
_PLAIN = {
    "BigAutoField",
    "BooleanField",
    "CharField",
    "ForeignKey",
    "PositiveIntegerField",
    "PositiveSmallIntegerField",
    "TextField",
}

Row = dict[str, Any]


def reserve(model: type[models.Model], count: int) -> list[int]:
    """So many ids that nobody else is given; within the transaction that uses them."""
    table = model._meta.db_table
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(
                "SELECT nextval(pg_get_serial_sequence(%s, 'id')) FROM generate_series(1, %s)", [table, count]
            )
            return [pk for (pk,) in cursor.fetchall()]
        # SQLite has one writer at a time, and this transaction is it from its start (transaction_mode IMMEDIATE).
        cursor.execute("SELECT seq FROM sqlite_sequence WHERE name = %s", [table])
        last = cursor.fetchone()
        first = last[0] + 1 if last else 1
        return list(range(first, first + count))


def insert(model: type[models.Model], rows: Iterable[Row]) -> None:
    """Stores the rows, all with the same fields in the same order (a field's name, or `…_id` for a key).

    A field left out gets its default. Three to five times as fast as `bulk_create`, which makes an instance a row and
    asks every field of it for its value; so what a model sets by itself (`auto_now`, derived keys) has to be given.
    """
    stored = list(rows)
    if not stored:
        return
    given: list[Any] = [model._meta.get_field(name) for name in stored[0]]
    others: list[Any] = [field for field in model._meta.concrete_fields if field not in given and not field.primary_key]
    defaults = [field.get_db_prep_save(field.get_default(), connection=connection) for field in others]
    special = [
        (name, adapted)
        for name, field in zip(stored[0], given, strict=True)
        if (adapted := _adapter(field)) is not None
    ]
    with connection.cursor() as cursor:
        cursor.executemany(_statement(model, [*given, *others]), [_values(row, special) + defaults for row in stored])


def _statement(model: type[models.Model], fields: list[Any]) -> str:
    quoted = connection.ops.quote_name
    columns, places = ", ".join(quoted(field.column) for field in fields), ", ".join(["%s"] * len(fields))
    # Only names that the models gave; every value is a parameter.
    return f"INSERT INTO {quoted(model._meta.db_table)} ({columns}) VALUES ({places})"  # noqa: S608


def _values(row: Row, special: list[tuple[str, Callable[[Any], Any]]]) -> list[Any]:
    for name, adapted in special:
        row[name] = adapted(row[name])
    return list(row.values())


def _adapter(field: Any) -> Callable[[Any], Any] | None:
    kind = field.get_internal_type()
    if kind == "DateTimeField":
        return _stored_time
    return None if kind in _PLAIN else partial(field.get_db_prep_save, connection=connection)


@lru_cache(10_000)
def _stored_time(value: datetime | None) -> Any:
    """Remembered: all rows of an edition, over all tables, share its times."""
    return connection.ops.adapt_datetimefield_value(value)
