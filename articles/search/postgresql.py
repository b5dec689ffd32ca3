"""The index on PostgreSQL: one weighted text vector a row, with a GIN index for stories and one for quotations.

The vector is spelled by us, so that its words are what words.py makes of them. Beside them stand, without a place, the
row's pairs of neighbours (`_short_film`), its marks and its month (`p:7`, `m:24322`), none of which a word can be. GIN
knows no places, so a phrase is first looked for by its pairs; and it answers in no order, with every row that it finds
looked at, so the newest months are asked first, and older ones only where too few were found.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from itertools import accumulate
from typing import Any, NamedTuple

from django.db import connection
from django.utils import timezone

from articles.models import SearchDoc
from articles.models.search_doc import beginning_of_month, kind_of, month_of, place_of
from articles.planner import kept_plans
from articles.search.engine import Hits, Live, Words
from articles.search.query import Group, Part, Wanted
from articles.search.words import pairs

CREATE = """
ALTER TABLE articles_searchdoc ADD COLUMN IF NOT EXISTS vector tsvector;
DROP INDEX IF EXISTS articles_searchdoc_vector;
CREATE INDEX IF NOT EXISTS search_story_vector ON articles_searchdoc
    USING gin (vector) WITH (fastupdate = off) WHERE quote_id IS NULL;
CREATE INDEX IF NOT EXISTS search_quote_vector ON articles_searchdoc
    USING gin (vector) WITH (fastupdate = off) WHERE quote_id IS NOT NULL;
"""
DROP = "ALTER TABLE articles_searchdoc DROP COLUMN IF EXISTS vector;"
# Ranking reads each row's vector, 10 to 20 microseconds; so many are enough for a page of the best.
_RANKED = 400
# Months of each step back; the last step is all that is left. What is scheduled within so many months is with the newest.
_STEPS, _AHEAD = (2, 12), 12
# So many months are named one by one to the index.
_NAMED = 60
# Materialised, or the planner walks all rows by date for a rare word: 0.4 to 8.8 s among a million. Zero is added to
# the ids so that the planner leaves their index alone: it would read every row of the months, or every id of the archive.
_STEP = (
    "AS MATERIALIZED (SELECT id FROM articles_searchdoc WHERE quote_id IS {kind} AND vector @@ %s::tsquery "
    "AND id + 0 BETWEEN %s AND %s AND NOT id + 0 BETWEEN %s AND %s AND {live}"
)
# A vector takes a megabyte of words, each of which stands in two pairs too: 30,000 words of English and more.
_MOST_BYTES = 1_000_000
_OF_KIND = {SearchDoc.Kind.STORY: "NULL", SearchDoc.Kind.QUOTE: "NOT NULL"}
_COUNT = "(SELECT COUNT(*) FROM (SELECT 1 FROM hits LIMIT %s) AS capped)"
# Of title (A) and body (B), each logarithmically less in a longer text. Marks have no place and weigh nothing.
_RANK = "ts_rank('{0, 0, 0.125, 1}', vector, %s::tsquery, 1)"


def hits(wanted: Wanted, span: tuple[int, int], live: Live, *, most: int) -> Hits:
    """The newest hits with their rank; and how many there are, up to one more than `most`."""
    # Only SQL of ours and the ORM's; every value is a parameter.
    sql, params = _hits(wanted, span, live, most + 1)
    sql += (
        ", newest AS (SELECT id FROM hits ORDER BY id DESC LIMIT %s) "  # noqa: S608
        f"SELECT id, {_RANK}, {_COUNT} FROM newest JOIN articles_searchdoc USING (id)"
    )
    rows = _rows(sql, [*params, min(most, _RANKED), match(wanted, _said), most + 1])
    alike: defaultdict[float, list[int]] = defaultdict(list)
    for pk, fit, _ in sorted(rows, reverse=True):
        alike[fit].append(pk)
    return Hits(alike, rows[0][2] if rows else 0)


def newest(wanted: Wanted, span: tuple[int, int], live: Live, *, most: int) -> list[int]:
    """The ids of the newest hits, not ranked."""
    sql, params = _hits(wanted, span, live, most)
    return [pk for (pk,) in _rows(f"{sql} SELECT id FROM hits ORDER BY id DESC LIMIT %s", [*params, most])]  # noqa: S608


def count(wanted: Wanted, span: tuple[int, int], live: Live, *, most: int) -> int:
    sql, params = _hits(wanted, span, live, most + 1)
    return int(_rows(f"{sql} SELECT {_COUNT}", [*params, most + 1])[0][0])


def _rows(sql: str, params: list[Any]) -> list[Any]:
    with kept_plans(), connection.cursor() as cursor:
        cursor.execute(sql, params)
        return cursor.fetchall()


def _hits(wanted: Wanted, span: tuple[int, int], live: Live, enough: int) -> tuple[str, list[Any]]:
    """`WITH … hits AS (…)`: steps back in time, each taken only where those before it found fewer than enough.

    That is asked once, before a step's own rows are: nothing in the condition depends on them.
    """
    query, params, steps = match(wanted), list[Any](), list[str]()
    found = _STEP.format(kind=_OF_KIND[SearchDoc.Kind(kind_of(span[0]))], live=live.sql)
    for place, step in enumerate(_steps(span)):
        before = " + ".join(f"(SELECT COUNT(*) FROM step_{earlier})" for earlier in range(place))  # noqa: S608
        asked = f" AND {before} < %s)" if before else ")"
        steps.append(f"step_{place} {found}{asked}")
        params += [f"({query}) & {step.months}" if step.months else query, *step.within, *step.without, *live.params]
        params += [enough] if before else []
    union = " UNION ALL ".join(f"SELECT id FROM step_{place}" for place in range(len(steps)))  # noqa: S608
    return f"WITH {', '.join(steps)}, hits AS ({union})", params


class _Step(NamedTuple):
    """The marks of its months, or none where it is all that is left; its ids, and those among them that were asked."""

    months: str
    within: tuple[int, int]
    without: tuple[int, int]


def _steps(span: tuple[int, int]) -> list[_Step]:
    """A span of ids in steps, the newest months first."""
    first, last = span
    kind, now = kind_of(first), month_of(place_of(0, timezone.now()))
    newest = min(month_of(last), now)
    upper = end = min(last, beginning_of_month(kind, newest + _AHEAD + 1) - 1)
    steps = list[_Step]()
    for back in _STEPS:
        start = max(first, beginning_of_month(kind, max(newest + 1 - back, 0)))
        if start <= end:
            steps.append(_months_of(start, end))
            end = start - 1
    if upper == last and first <= end and month_of(end) - month_of(first) < _NAMED:
        steps.append(_months_of(first, end))
    elif first <= end or upper < last:
        steps.append(_Step("", span, (end + 1, upper)))
    return steps


def _months_of(first: int, last: int) -> _Step:
    months = range(month_of(first), month_of(last) + 1)
    return _Step(_any(_month(month) for month in months), (first, last), _NOTHING)


_NOTHING = (1, 0)


# -- writing ----------------------------------------------------------------------------------------------------


def add(rows: Iterable[tuple[Any, Words]]) -> None:
    """Rows and their words."""
    sql = (
        "INSERT INTO articles_searchdoc (id, edition_id, quote_id, published_at, live_from, live_until, vector) "
        "VALUES (%s, %s, %s, %s, %s, %s, %s::tsvector)"
    )
    values = [
        (doc.pk, doc.edition_id, doc.quote_id, doc.published_at, doc.live_from, doc.live_until, _vector(doc.pk, words))
        for doc, words in rows
    ]
    with connection.cursor() as cursor:
        cursor.executemany(sql, values)


def _vector(pk: int, words: Words) -> str:
    """Each word with its places, titles before texts; no phrase reaches from one into the other."""
    title, body = words.title.split(), _fitting(words.body.split())
    pieces = [f"'{word}':{place}A" for place, word in enumerate(title, start=1)]
    pieces += [f"'{word}':{place}B" for place, word in enumerate(body, start=len(title) + 2)]
    pieces += dict.fromkeys(f"'_{pair}'" for text in (title, body) for pair in pairs(text))
    pieces += [f"'{_mark(mark)}'" for mark in words.marks.split()]
    return " ".join([*pieces, _month(month_of(pk))])


def _fitting(words: list[str]) -> list[str]:
    """As many of the first words as fit into a vector."""
    ends = accumulate(3 * len(word.encode()) + 2 for word in words)
    return [word for word, end in zip(words, ends, strict=True) if end < _MOST_BYTES]


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


def _marks(marks: list[str]) -> str:
    return _any(f"'{_mark(mark)}'" for mark in marks)


def _mark(mark: str) -> str:
    return f"{mark[0]}:{mark[1:]}"


def _month(month: int) -> str:
    return f"'m:{month}'"


def _any(lexemes: Iterable[str]) -> str:
    return f"({' | '.join(lexemes)})"


def _found(part: Part) -> str:
    """How it is looked for: two words by their pair alone, more by all pairs, and then by their places."""
    together = " & ".join(f"'_{pair}'" for pair in pairs(part.tokens))
    return f"({together})" if len(part.tokens) == 2 else f"({together} & {_said(part)})" if together else _said(part)


def _said(part: Part) -> str:
    """How it is weighed: by the places of its words."""
    phrase = " <-> ".join(f"'{token}'" for token in part.tokens)
    return f"(({phrase}) | '{part.start}':*)" if part.start else f"({phrase})"


def match(wanted: Wanted, spelled: Callable[[Part], str] = _found) -> str:
    """Tokens hold letters and digits alone, so nothing that was typed can act; each stands in quotes all the same."""
    pieces = [_group(group, spelled) for group in wanted.groups]
    pieces += [_marks(marks) for marks in wanted.filters]
    pieces += [f"!({spelled(part)})" for part in wanted.unwanted]
    return " & ".join(pieces)


def _group(group: Group, spelled: Callable[[Part], str]) -> str:
    said = " & ".join(spelled(part) for part in group.parts)
    return f"({said} | {_marks(group.marks)})" if group.marks else f"({said})"
