"""Stories that share something with a story: tags, people, films, the source.

The newest stories about each thing are candidates, those about the commonest last; of the best of them it is looked up
what else they share. Two queries, whatever the story is about.
"""

from __future__ import annotations

import json
import math
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any, NamedTuple

from django.db import connection

from articles.models import Edition, Mention, TaggedEdition, Term, VisualUse
from articles.newest import as_moment
from articles.newest_about import SECTION, Asked, newest_about
from articles.planner import kept_plans

WEIGHTS = {Term.Kind.TAG: 1.0, Term.Kind.PERSON: 1.5, Term.Kind.VISUAL: 2.0, Term.Kind.SOURCE: 0.5}
# A section's newest stories fill up what is left, behind all that shares anything.
FILLS, _FILLING = 0.001, 12
# So many candidates. What more than one story in twenty is about brings what the others leave of them, unless it is
# among the rarest of a story.
_ROWS, _COMMON, _RAREST = 1_600, 0.05, 3
# How a thing's part of them rises with how many there are about it.
_REACH = 0.8
# About so many stories more than were counted a thing may be since.
_SINCE = 50
_SCORED = 80
_HALF_LIFE_DAYS, _FLOOR = 365.0, 0.25
_EVERYTHING = (Term.Kind.ALL, 0)
# Ages in days at which the candidates' worth steps down.
_STEPS = (30, 90, 180, 365, 730, 1460)

About = tuple[int, int]
"""A kind (Term.Kind) and an id: what a story is about."""


class Shares(NamedTuple):
    """A candidate, and what it shares."""

    headline: str
    published: datetime
    things: set[About]


def sharing(
    edition: Edition, counts: Mapping[About, int], at: datetime, *, also: Sequence[int] = ()
) -> dict[int, Shares]:
    """By edition: the eighty that seem to share most, and `also` these. The story itself is among them. `counts` says
    how many stories each thing is about that the story is about."""
    weights = weights_of(counts)
    best = _best(_newest_lists(edition, counts, weights, at), at)
    told: list[tuple[int, str, Any]] = []
    things: defaultdict[int, set[About]] = defaultdict(set)
    for pk, headline, published, kind, noun in _facts([*best, *also], weights):
        if headline is not None:
            told.append((pk, headline, published))
        if (kind, noun) in weights:
            things[pk].add((kind, noun))
    return {pk: Shares(headline, as_moment(published), things[pk]) for pk, headline, published in told}


def weights_of(counts: Mapping[About, int]) -> dict[About, float]:
    """What sharing each thing is worth. Where nothing was counted yet, the kinds alone say it."""
    everything = counts.get(_EVERYTHING, 0)
    return {
        (kind, pk): WEIGHTS[Term.Kind(kind)] * (math.log(1 + everything / max(stories, 1)) if everything else 1.0)
        for (kind, pk), stories in counts.items()
        if kind in WEIGHTS
    }


def decay(at: datetime, published: datetime) -> float:
    """1 for a story of this instant, halfway to the floor a year later."""
    days = max((at - published).total_seconds() / 86_400, 0)
    return _FLOOR + (1 - _FLOOR) * 2 ** (-days / _HALF_LIFE_DAYS)


# -- the candidates ---------------------------------------------------------------------------------------------


def _best(lists: Iterable[tuple[float, list[str], list[str]]], at: datetime) -> list[int]:
    """The candidates with what weighs most, by the lists in which they stand; of equals the newest."""
    scores: dict[str, float] = {}
    steps = _steps(at)
    for weight, stories, dates in lists:
        first = 0
        for since, left in steps:
            last = len(stories) * (len(dates) - bisect_left(dates, since)) // len(dates)
            for story in stories[first:last]:
                scores[story] = scores.get(story, 0.0) + weight * left
            first = last
    return [int(story) for story in sorted(scores, key=scores.__getitem__, reverse=True)[:_SCORED]]


def _steps(at: datetime) -> list[tuple[str, float]]:
    """Instants as the database spells them, the newest first, and about how much of its score is left to a story that
    was published since, but not since the one before."""
    ago = [at - timedelta(days=days) for days in _STEPS]
    spelled = [f"{moment.astimezone(UTC):%Y-%m-%d %H:%M:%S}" for moment in ago]
    left = [decay(at, moment + (at - moment) / 3) for moment in ago]
    return list(zip([*spelled, ""], [*left, _FLOOR], strict=True))


def _newest_lists(
    edition: Edition, counts: Mapping[About, int], weights: Mapping[About, float], at: datetime
) -> Iterator[tuple[float, list[str], list[str]]]:
    """(weight, editions, when some of them were published) of the newest stories about each thing, as `newest_about`."""
    # By kind, so that there are few statements, which are kept prepared.
    asked = [Asked(*thing, most) for thing, most in sorted(_looked_at(counts, weights).items())]
    worth = [*(weights[thing.kind, thing.key] for thing in asked), FILLS]
    for place, stories, published in newest_about([*asked, Asked(SECTION, edition.section_id, _FILLING)], at):
        yield worth[place], stories, published


def _looked_at(counts: Mapping[About, int], weights: Mapping[About, float]) -> dict[About, int]:
    """How many of the newest about each thing: the more the more sharing it is worth, and the more there are about it, for
    the less far back does any number of them reach."""
    everything = counts.get(_EVERYTHING, 0)
    things = sorted((counts[thing] if everything else _ROWS, thing) for thing in weights)
    bound = _COMMON * everything if everything else math.inf
    rare = [found for place, found in enumerate(things) if place < _RAREST or found[0] < bound]
    left, looked_at = float(_ROWS), dict[About, int]()
    for group in (rare, [found for found in things if found not in rare]):
        if left <= 0:
            break
        claims = {thing: weights[thing] * (stories + 1) ** _REACH for stories, thing in group}
        total = sum(claims.values())
        # Those first that need the least of what they claim, so that the others get what they leave.
        for stories, thing in sorted(group, key=lambda found: (found[0] + _SINCE) / claims[found[1]]):
            looked_at[thing] = min(math.ceil(max(left, 1) * claims[thing] / total), stories + _SINCE)
            left -= looked_at[thing]
            total -= claims[thing]
    return looked_at


# -- what each shares -------------------------------------------------------------------------------------------


def _facts(stories: Sequence[int], weights: Mapping[About, float]) -> list[tuple[int, str | None, Any, int, int]]:
    """Rows (edition, headline, published_at, kind, id): what these stories share. A story's source is there whatever it
    is, or none; that row alone has the headline and the time.

    One statement, in which each kind is asked for by the index that the story's own rows have.
    """
    if not stories:
        return []
    ids: defaultdict[int, list[int]] = defaultdict(list)
    for kind, pk in weights:
        if kind in _TIES:
            ids[kind].append(pk)
    listed = _LISTED[connection.vendor]
    selects = [_ITSELF, *(_ties(kind, listed) for kind in ids)]
    with kept_plans(), connection.cursor() as cursor:
        cursor.execute(
            f"WITH best (story) AS ({listed}) {' UNION ALL '.join(selects)}",
            [json.dumps(rows) for rows in (stories, *ids.values())],
        )
        return cursor.fetchall()


def _ties(kind: int, listed: str) -> str:
    """The rows that tie the candidates to some nouns of one kind.

    Not a join, for which SQLite reads the whole table once; and the sign keeps the noun's own index out of it, which
    is long for a common tag.
    """
    table, story, noun, also = _TIES[Term.Kind(kind)]
    # Names of our own tables and columns alone; no others than its indexes have.
    return (
        f"SELECT {story}, NULL, NULL, {int(kind)}, {noun} FROM {table} "  # noqa: S608
        f"WHERE {story} IN (SELECT story FROM best) AND +{noun} IN ({listed}){also}"
    )


# Ids in a JSON list: one parameter, so that the statement is the same for any number of them, and is kept prepared.
_LISTED = {
    "sqlite": "SELECT value FROM json_each(%s)",
    "postgresql": "SELECT json_array_elements_text(%s::json)::bigint",
}
_TIES = {
    Term.Kind.TAG: (TaggedEdition._meta.db_table, "content_object_id", "tag_id", ""),
    Term.Kind.PERSON: (Mention._meta.db_table, "edition_id", "person_id", f" AND role <> '{Mention.As.BYLINE}'"),
    Term.Kind.VISUAL: (VisualUse._meta.db_table, "edition_id", "visual_id", ""),
}
_ITSELF = (
    f"SELECT id, headline, CAST(published_at AS text), {int(Term.Kind.SOURCE)}, source_id FROM {Edition._meta.db_table} "  # noqa: S608
    "WHERE id IN (SELECT story FROM best)"
)
