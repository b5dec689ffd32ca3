"""What PostgreSQL is told of every connection."""

from __future__ import annotations

import pytest
from django.db import connection

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite plans once and has nothing to leave out"),
]


def test_the_database_does_not_think_long() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT name, setting FROM pg_settings WHERE source = 'session'")
        told = dict(cursor.fetchall())
    assert told.items() >= {"jit": "off", "max_parallel_workers_per_gather": "0", "enable_memoize": "off"}.items()
    assert told["plan_cache_mode"] == "force_generic_plan"
