"""The index on PostgreSQL: one weighted text vector a row, with a GIN index. The words come folded (words.py)."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db import connection

from articles.search.engine import Hits, Live, Words
from articles.search.query import Group, Part, Wanted

CREATE = """
ALTER TABLE articles_searchdoc ADD COLUMN IF NOT EXISTS vector tsvector;
CREATE INDEX IF NOT EXISTS articles_searchdoc_vector ON articles_searchdoc USING gin (vector);
"""
DROP = "DROP INDEX IF EXISTS articles_searchdoc_vector; ALTER TABLE articles_searchdoc DROP COLUMN IF EXISTS vector;"
# Ranking reads each row's vector, 10 to 20 microseconds; so many are enough for a page of the best.
_RANKED = 400
# Materialised, or the planner walks all rows by date for a rare word: 0.4 to 8.8 s among a million.
_HITS = (
    "WITH hits AS MATERIALIZED (SELECT id FROM articles_searchdoc "
    "WHERE vector @@ to_tsquery('simple', %s) AND id BETWEEN %s AND %s AND {live})"
)
_COUNT = "(SELECT COUNT(*) FROM (SELECT 1 FROM hits LIMIT %s) AS capped)"
# Of title (A), body (B), marks (D), each logarithmically less in a longer text.
_RANK = "ts_rank('{{0, 0, 0.125, 1}}', vector, to_tsquery('simple', %s), 1)"


def hits(wanted: Wanted, span: tuple[int, int], live: Live, *, most: int) -> Hits:
    """The newest hits with their rank; and how many there are, up to one more than `most`."""
    # Only SQL of ours and the ORM's; every value is a parameter.
    sql = (
        f"{_HITS}, newest AS (SELECT id FROM hits ORDER BY id DESC LIMIT %s) "  # noqa: S608
        f"SELECT id, {_RANK}, {_COUNT} FROM newest JOIN articles_searchdoc USING (id)"
    ).format(live=live.sql)
    query = match(wanted)
    with connection.cursor() as cursor:
        cursor.execute(sql, [query, *span, *live.params, min(most, _RANKED), query, most + 1])
        rows = cursor.fetchall()
    return Hits([row[:2] for row in rows], rows[0][2] if rows else 0)


def newest(wanted: Wanted, span: tuple[int, int], live: Live, *, most: int) -> list[int]:
    """The ids of the newest hits, not ranked."""
    sql = f"{_HITS} SELECT id FROM hits ORDER BY id DESC LIMIT %s".format(live=live.sql)  # noqa: S608
    with connection.cursor() as cursor:
        cursor.execute(sql, [match(wanted), *span, *live.params, most])
        return [pk for (pk,) in cursor.fetchall()]


def count(wanted: Wanted, span: tuple[int, int], live: Live, *, most: int) -> int:
    with connection.cursor() as cursor:
        cursor.execute(f"{_HITS} SELECT {_COUNT}".format(live=live.sql), [match(wanted), *span, *live.params, most + 1])
        return int(cursor.fetchone()[0])


def add(rows: Iterable[tuple[Any, Words]]) -> None:
    """Rows and their words."""
    sql = (
        "INSERT INTO articles_searchdoc (id, edition_id, quote_id, published_at, live_from, live_until, vector) "
        "VALUES (%s, %s, %s, %s, %s, %s, setweight(to_tsvector('simple', %s), 'A') || "
        "setweight(to_tsvector('simple', %s), 'B') || setweight(to_tsvector('simple', %s), 'D'))"
    )
    values = [
        (doc.pk, doc.edition_id, doc.quote_id, doc.published_at, doc.live_from, doc.live_until, *words)
        for doc, words in rows
    ]
    with connection.cursor() as cursor:
        cursor.executemany(sql, values)


def empty() -> None:
    """Nothing to do: the words go with their rows."""


def tidy() -> None:
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE articles_searchdoc")


def rows_in_index() -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT COUNT(*) FROM articles_searchdoc WHERE vector IS NOT NULL")
        return int(cursor.fetchone()[0])


# -- the query language -----------------------------------------------------------------------------------------


def match(wanted: Wanted) -> str:
    """Tokens hold letters and digits alone, so nothing that was typed can act; each stands in quotes all the same."""
    pieces = [_group(group) for group in wanted.groups]
    pieces += [_marks(marks) for marks in wanted.filters]
    pieces += [f"!({_part(part)})" for part in wanted.unwanted]
    return " & ".join(pieces)


def _group(group: Group) -> str:
    said = " & ".join(_part(part) for part in group.parts)
    return f"({said} | {_marks(group.marks)})" if group.marks else f"({said})"


def _marks(marks: list[str]) -> str:
    return "(" + " | ".join(f"'{mark}':D" for mark in marks) + ")"


def _part(part: Part) -> str:
    phrase = " <-> ".join(f"'{token}':AB" for token in part.tokens)
    return f"(({phrase}) | '{part.start}':*AB)" if part.start else f"({phrase})"
