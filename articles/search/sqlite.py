"""The index on SQLite: FTS5 without content of its own. Rows are only ever added; a rebuild starts from nothing.

Beside its words a row has its pairs of neighbours (`short_film film_race`), in which phrases are looked for: three words
that stand in most texts are compared place by place in all of them, two pairs of them stand together in few.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db import connection

from articles.models import SearchDoc
from articles.models.search_doc import span_of
from articles.search.engine import Hits, Live, Words
from articles.search.query import Group, Part, Wanted
from articles.search.words import pairs

CREATE = """
CREATE VIRTUAL TABLE IF NOT EXISTS articles_search
USING fts5(
    title, body, marks, title_pairs, body_pairs,
    content='', tokenize="unicode61 remove_diacritics 0 tokenchars '_'"
)
"""
DROP = "DROP TABLE IF EXISTS articles_search"
# Past the end of a span FTS5 looks for one more hit before it stops. Behind the newest story come the quotations, where no
# title has a headline's words, so it read them all; a row of its own stands between them, with a mark that no text has.
_STOP = "_stop"
PUT_STOP = "INSERT INTO articles_search (rowid, marks) VALUES (%s, %s)"
STOP = (span_of(SearchDoc.Kind.QUOTE)[0], _STOP)
# The join keeps this order: the newest hit first, and its window looked up, until there are enough.
_FROM = (
    "FROM articles_search CROSS JOIN articles_searchdoc ON articles_searchdoc.id = articles_search.rowid "
    "WHERE articles_search MATCH %s AND articles_search.rowid BETWEEN %s AND %s AND {live} "
    "ORDER BY articles_search.rowid DESC LIMIT %s"
)


# A word in the title weighs as much as two years of age. bm25 would weigh more finely, but asks for every row of every
# word each time: 50 to 150 ms among a million stories, where finding the newest thousand takes 2.
_IN_TITLE, _IN_TEXT = 3.0, 1.0
# One row of text: a row for each hit takes longer to hand over than to find.
_WITH_TITLES = (
    "WITH newest AS MATERIALIZED (SELECT GROUP_CONCAT(id) AS ids, MIN(id) AS last, MAX(id) AS first "
    "FROM (SELECT articles_search.rowid AS id {found})) "
    "SELECT ids, (SELECT GROUP_CONCAT(rowid) FROM articles_search "
    "WHERE articles_search MATCH %s AND rowid BETWEEN last AND first) FROM newest"
)


def hits(wanted: Wanted, span: tuple[int, int], live: Live, *, most: int) -> Hits:
    """The newest hits, those with all the words in their title fitting better; and how many there are, up to one more
    than `most`."""
    if not wanted.groups:  # filters alone: nothing that a title could have
        found = newest(wanted, span, live, most=most + 1)
        return Hits({_IN_TEXT: found[:most]}, len(found))
    # Only SQL of ours and the ORM's; every value is a parameter.
    sql = _WITH_TITLES.format(found=_FROM.format(live=live.sql))
    # Of what is found it is asked which titles have the words; filters were answered already.
    in_title = f"({match(Wanted(wanted.groups, [], []), 'title')}) OR {_marks([_STOP])}"
    with connection.cursor() as cursor:
        cursor.execute(sql, [match(wanted), *span, *live.params, most + 1, in_title])
        found, titles = (list(map(int, ids.split(","))) if ids else [] for ids in cursor.fetchone())
    titled = set(titles)
    alike = {_IN_TITLE: [pk for pk in found[:most] if pk in titled]}
    return Hits(alike | {_IN_TEXT: [pk for pk in found[:most] if pk not in titled]}, len(found))


def newest(wanted: Wanted, span: tuple[int, int], live: Live, *, most: int) -> list[int]:
    """The ids of the newest hits, not ranked."""
    sql = "SELECT articles_search.rowid " + _FROM.format(live=live.sql)
    with connection.cursor() as cursor:
        cursor.execute(sql, [match(wanted), *span, *live.params, most])
        return [pk for (pk,) in cursor.fetchall()]


def count(wanted: Wanted, span: tuple[int, int], live: Live, *, most: int) -> int:
    sql = "SELECT COUNT(*) FROM (SELECT 1 " + _FROM.format(live=live.sql) + ")"  # noqa: S608
    with connection.cursor() as cursor:
        cursor.execute(sql, [match(wanted), *span, *live.params, most + 1])
        return int(cursor.fetchone()[0])


def add(rows: Iterable[tuple[Any, Words]]) -> None:
    """Rows and their words."""
    rows = list(rows)
    SearchDoc.objects.bulk_create([doc for doc, _ in rows])
    with connection.cursor() as cursor:
        cursor.executemany(
            "INSERT INTO articles_search (rowid, title, body, marks, title_pairs, body_pairs) "
            "VALUES (%s, %s, %s, %s, %s, %s)",
            [(doc.pk, *words, *(" ".join(pairs(said.split())) for said in words[:2])) for doc, words in rows],
        )


def empty() -> None:
    with connection.cursor() as cursor:
        cursor.execute(DROP)
        cursor.execute(CREATE)
        cursor.execute(PUT_STOP, STOP)


def tidy() -> None:
    """Merges what a rebuild wrote into one piece: queries read a third less."""
    with connection.cursor() as cursor:
        cursor.execute("INSERT INTO articles_search (articles_search) VALUES ('optimize')")


def rows_in_index() -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT COUNT(*) FROM articles_search_docsize WHERE id <> %s", STOP[:1])
        return int(cursor.fetchone()[0])


# -- the query language -----------------------------------------------------------------------------------------


def match(wanted: Wanted, columns: str = "title body") -> str:
    """Tokens hold letters and digits alone, so nothing that was typed can act; each stands in quotes all the same."""
    pieces = [_group(group, columns) for group in wanted.groups]
    pieces += [_marks(marks) for marks in wanted.filters]
    found = " AND ".join(pieces)
    if wanted.unwanted:
        return f"({found}) NOT ({' OR '.join(_part(part, 'title body') for part in wanted.unwanted)})"
    return found


def _group(group: Group, columns: str) -> str:
    said = " AND ".join(_part(part, columns) for part in group.parts)
    return f"(({said}) OR {_marks(group.marks)})" if group.marks else f"({said})"


def _marks(marks: list[str]) -> str:
    return "marks : (" + " OR ".join(f'"{mark}"' for mark in marks) + ")"


def _part(part: Part, columns: str) -> str:
    """A word, what begins so, or words that stand together."""
    if len(part.tokens) > 1:
        return f'{{{" ".join(f"{column}_pairs" for column in columns.split())}}} : ("{" ".join(pairs(part.tokens))}")'
    word = f'"{part.tokens[0]}"'
    return f'{{{columns}}} : ({word} OR "{part.start}" *)' if part.start else f"{{{columns}}} : ({word})"
