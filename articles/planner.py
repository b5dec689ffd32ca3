"""What the database knows of its tables when it chooses how to read them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db import connection


def tell_planner() -> None:
    """Counts the tables anew for the planner: after many rows came, nightly, and after each migration.

    SQLite counts only when told to, and forgets what it knew of a table that a migration rewrote; without, a list of
    the newest may sort every story of its section. All rows are counted (5 s at 200,000 stories): of a sample it
    concludes that each section is small.
    """
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def after_migrate(plan: Sequence[Any] = (), **_: Any) -> None:
    """Listens to `post_migrate`, which a flush sends too, without a plan."""
    if plan and connection.vendor == "sqlite":  # PostgreSQL counts by itself
        tell_planner()


def after_connecting(connection: Any, **_: Any) -> None:
    """Listens to `connection_created`. PostgreSQL compiles what it believes to be dear, which at 200,000 stories took
    half of a search's 50 ms; nothing here runs long enough to earn that."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SET jit = off")
