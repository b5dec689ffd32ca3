"""What SQLite would do for readers' pages in an archive of 200,000 stories: no page reads a whole table.

Plans depend on statistics, not on rows, so the statistics of a made archive are given to a database of a few stories;
and none at all, which is what a fresh installation has.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any

import pytest
from django.db import connection
from django.test import Client

from tests.newsroom.test_constant_queries import Outlet, addresses

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.skipif(connection.vendor != "sqlite", reason="reads the plans of SQLite"),
]

ROWS = {
    "articles_edition": 216_000,
    "articles_taggededition": 1_187_000,
    "articles_mention": 621_000,
    "articles_quote": 453_000,
    "articles_visualuse": 108_000,
    "articles_visual": 3_000,
    "articles_correction": 5_500,
    "articles_credit": 18_000,
    "articles_tag": 4_000,
    "articles_term": 15_000,
    "articles_section": 6,
    "people_person": 6_700,
}
# How many rows share the first column of an index, where it is not nearly one.
SHARED = {
    "edition_newest_in_section": 36_000,
    "edition_newest_of_source": 108,
    "edition_address": 60,
    "tagged_edition_newest": 297,
    "mention_newest_of_person": 93,
    "visual_use_newest_of_visual": 36,
    "quote_newest_of_speaker": 70,
}
LONG = "|".join(table for table, rows in ROWS.items() if rows > 50_000)
WHOLE = re.compile(
    rf"SCAN ({LONG})(?! USING)|BLOOM FILTER|SEARCH .* edition_changes \(live_from<|SCAN \w+ USING COVERING INDEX (people|articles)_"
)


@pytest.mark.parametrize("counted", [True, False], ids=["counted", "never counted"])
def test_no_page_reads_a_whole_table(client: Client, counted: bool) -> None:
    outlet = Outlet()
    story = outlet.publish(3)
    tell(statistics() if counted else [])
    found = [f"{address} {wrong}" for address in addresses(outlet, story) for wrong in wrongs(client, address)]
    assert not found, "\n".join(found)


def statistics() -> Iterator[tuple[str, str, str]]:
    with connection.cursor() as cursor:
        for table, rows in ROWS.items():
            for name, keys in connection.introspection.get_constraints(cursor, table).items():
                if keys["index"] and keys["columns"]:
                    narrower = [1] * (len(keys["columns"]) - 1)
                    yield table, name, " ".join(map(str, [rows, SHARED.get(name, 3), *narrower]))


def tell(rows: Iterable[tuple[str, str, str]]) -> None:
    found = list(rows)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
        cursor.execute("DELETE FROM sqlite_stat1")
        cursor.executemany("INSERT INTO sqlite_stat1 VALUES (%s, %s, %s)", found)
        cursor.execute("ANALYZE sqlite_schema")


def wrongs(client: Client, address: str) -> list[str]:
    """Steps of the plans behind a page that would read a whole table, or all rows of a section one by one."""
    asked: list[tuple[str, Any]] = []

    def note(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        if not many and sql.lstrip().startswith(("SELECT", "WITH")):
            asked.append((sql, params))
        return execute(sql, params, many, context)

    with connection.execute_wrapper(note):
        answer = client.get(address)
    if answer.streaming:
        answer.close()
    return [f"{wrong} IN {sql[:300]}" for sql, params in asked for wrong in wrong_steps(sql, params)]


def wrong_steps(sql: str, params: Any) -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN QUERY PLAN {sql}", params)
        rows = [(parent, step) for _, parent, _, step in cursor.fetchall()]
    after = [*rows[1:], (-1, "")]
    return [
        f"{step}, {then}"
        for (parent, step), (its_parent, then) in zip(rows, after, strict=True)
        if WHOLE.match(step)
        or (step.startswith("SCAN articles_section") and parent == its_parent and then.startswith("SEARCH"))
    ]


def test_nothing_stands_behind_the_texts_of_an_edition() -> None:
    with connection.cursor() as cursor:
        columns = [row.name for row in connection.introspection.get_table_description(cursor, "articles_edition")]
    assert columns[-2:] == ["html", "text"]
