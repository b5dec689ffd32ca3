"""What the database knows of its tables when it chooses how to read them, and how long it thinks about that."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from django.db import connection

_SETTINGS = {
    "jit": "off",
    "max_parallel_workers_per_gather": "0",
    "enable_memoize": "off",
    "plan_cache_mode": "force_generic_plan",
}


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


@contextmanager
def kept_plans() -> Iterator[None]:
    """What is asked within is planned by PostgreSQL once over each connection, and no more: for questions whose best plan
    is the same for all values (decision 0052). SQLite's driver keeps all of its plans."""
    if connection.vendor != "postgresql" or connection.settings_dict["DISABLE_SERVER_SIDE_CURSORS"]:
        yield
        return
    from psycopg import Cursor  # Django's own writes the values into the text, of which no plan can be kept

    connection.ensure_connection()
    driver = connection.connection
    before = driver.cursor_factory, driver.prepare_threshold
    driver.cursor_factory, driver.prepare_threshold = Cursor, 0
    try:
        yield
    finally:
        driver.cursor_factory, driver.prepare_threshold = before


def after_connecting(connection: Any, **_: Any) -> None:
    """Listens to `connection_created`. PostgreSQL compiles what it believes to be dear, which at 200,000 stories took
    half of a search's 50 ms; and thinks through sharing the work out among processes and remembering rows of a join,
    which took two thirds of the 3.6 ms in which it planned a page of cards. Nothing here runs long enough to earn that.
    What is prepared was prepared by `kept_plans`, so it need not weigh whether to plan it again."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("; ".join(f"SET {name} = {value}" for name, value in _SETTINGS.items()))
