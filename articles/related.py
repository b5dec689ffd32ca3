"""Stories that go on from a story: those about what few others are about, and the newer ones first.

score = decay(age) · Σ over what both are about of weight(kind) · ln(1 + N / how many stories are about it)

The newest stories about each thing are candidates, fewer of what is common than of what is not; the best of them are
scored by all that they share. Of a million stories 96 in a hundred are those that scoring every story would give
(tests/benchmarks/related.py).
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from heapq import nlargest
from typing import Any, Protocol

from django.conf import settings
from django.core.cache import cache
from django.db import connection
from django.db.models import F, QuerySet

from articles.models import Edition, Mention, TaggedEdition, Term, VisualUse
from articles.newest import as_moment
from articles.prepared import Prepared, adapted

SHOWN = 6
# So many of the newest about a thing are candidates; about a common one fewer, unless it is among the rarest of the story.
# So many of all together, or a story about a dozen rare things would take twice as long as others.
_MANY, _FEW, _RAREST, _ROWS = 600, 50, 3, 3_500
_COMMON = math.log(1 + 1 / 0.05)
_SCORED = 100
_WEIGHTS = {Term.Kind.TAG: 1.0, Term.Kind.PERSON: 1.5, Term.Kind.VISUAL: 2.0, Term.Kind.SOURCE: 0.5}
# A section's newest stories fill up what is left, behind all that shares anything.
_FILLS = 0.001
_HALF_LIFE_DAYS, _FLOOR = 365.0, 0.25
# Headlines with so many of their words in common are one story told twice.
_SAME_HEADLINE = 0.8
_SECTION = -1
# Days at which the candidates' worth steps down: what the database reckons of the decay.
_STEPS = (30, 90, 180, 365, 730, 1460)

About = tuple[int, int]
"""A kind (Term.Kind) and an id: what a story is about."""


class Chosen(Protocol):
    """What `articles.story.nouns_of` knows: how common each thing is, and what editors want beside the story."""

    @property
    def counts(self) -> Mapping[About, int]: ...
    @property
    def pinned(self) -> Sequence[int]: ...
    @property
    def refused(self) -> Sequence[int]: ...


def related(edition: Edition, nouns: Chosen, at: datetime) -> list[Edition]:
    """Up to six: what is pinned, then the best; never the story itself, never two with one headline.

    Which they are is kept for some minutes, or until an editor chooses; whether readers may see them is asked each time.
    """
    key = f"related:{edition.pk}:{nouns.pinned}:{nouns.refused}".replace(" ", "")
    kept = cache.get(key)
    if kept is None or not 0 <= (at - kept[0]).total_seconds() < settings.RELATED_KEPT_SECONDS:
        found = chosen(edition, nouns, at)
        cache.set(key, (at, [card.pk for card in found]), settings.RELATED_KEPT_SECONDS)
        return found
    return _cards_of(kept[1], at)


def chosen(edition: Edition, nouns: Chosen, at: datetime) -> list[Edition]:
    """As `related`, chosen now."""
    passed = {edition.pk, *nouns.pinned, *nouns.refused}
    best = [pk for pk, _ in ranked(edition, nouns.counts, at) if pk not in passed]
    ids = [pk for pk in nouns.pinned if pk not in (0, edition.pk)] + best
    return _distinct(edition, _cards_of(ids[: 2 * SHOWN], at), nouns.pinned)


def ranked(edition: Edition, counts: Mapping[About, int], at: datetime) -> list[tuple[int, float]]:
    """(edition, score) of the stories that share most, best first. One query."""
    weights = weights_of(counts)
    found = [
        (sum((weights[thing] for thing in things), _FILLS) * decay(at, published), published, story)
        for story, (published, things) in shared_with(edition, weights, at).items()
        if story != edition.pk
    ]
    return [(story, score) for score, _, story in sorted(found, reverse=True)]


def shared_with(
    edition: Edition, weights: Mapping[About, float], at: datetime
) -> dict[int, tuple[datetime, set[About]]]:
    """By candidate: when it was published, and what it shares with the story."""
    rows = _shared(edition, weights, at)
    found: dict[int, tuple[datetime, set[About]]] = {
        story: (as_moment(moment), set()) for story, moment, _, _ in rows if moment is not None
    }
    for story, _, kind, pk in rows:
        if (kind, pk) in weights:
            found[story][1].add((kind, pk))
    return found


def weights_of(counts: Mapping[About, int]) -> dict[About, float]:
    """What sharing each thing is worth. Where nothing was counted yet, the kinds alone say it."""
    everything = counts.get((Term.Kind.ALL, 0), 0)
    return {
        (kind, pk): _WEIGHTS[Term.Kind(kind)] * (math.log(1 + everything / max(stories, 1)) if everything else 1.0)
        for (kind, pk), stories in counts.items()
        if kind in _WEIGHTS
    }


def decay(at: datetime, published: datetime) -> float:
    """1 for a story of this instant, halfway to the floor a year later."""
    days = max((at - published).total_seconds() / 86_400, 0)
    return _FLOOR + (1 - _FLOOR) * 2 ** (-days / _HALF_LIFE_DAYS)


# -- the queries ------------------------------------------------------------------------------------------------


def _shared(edition: Edition, weights: Mapping[About, float], at: datetime) -> list[tuple[int, Any, int, int]]:
    """Rows (edition, published_at, kind, id): what each of the best candidates shares with the story. Its source is
    there whatever it is, or none; that row alone says when it was published.

    One statement of SQL that the ORM wrote, joined by hand because it can't put a limit on each part of a union;
    every value is a parameter.
    """
    best, params = _best(edition, weights, at)
    ids: defaultdict[int, list[int]] = defaultdict(list)
    for kind, pk in weights:
        ids[kind].append(pk)
    shares = [_share(kind, found) for kind, found in ids.items() if kind in _TIES]
    rows = " UNION ALL ".join([_WHEN, *(sql for sql, _ in shares)])
    with connection.cursor() as cursor:
        cursor.execute(f"WITH best AS ({best}) {rows}", params + [pk for _, given in shares for pk in given])
        return cursor.fetchall()


def _best(edition: Edition, weights: Mapping[About, float], at: datetime) -> tuple[str, list[Any]]:
    """The candidates with what weighs most, each of which is among the newest about something."""
    looked_at = _looked_at(weights)
    parts = [(*_NEWEST[kind].sql(key=pk, at=at), weight, looked_at[kind, pk]) for (kind, pk), weight in weights.items()]
    parts.append((*_NEWEST[_SECTION].sql(key=edition.section_id, at=at), _FILLS, 2 * SHOWN))
    # Text that the ORM wrote, and names of columns.
    union = " UNION ALL ".join(
        f"SELECT story, published_at, CAST(%s AS double precision) AS weight FROM ({sql} LIMIT %s) AS part_{place}"  # noqa: S608
        for place, (sql, _, _, _) in enumerate(parts)
    )
    steps = " ".join("WHEN published_at > %s THEN %s" for _ in _STEPS)
    sql = (
        f"SELECT story FROM ({union}) AS found GROUP BY story "  # noqa: S608
        f"ORDER BY SUM(weight * CASE {steps} ELSE {_FLOOR} END) DESC, story DESC LIMIT {_SCORED}"
    )
    ages = [value for days in _STEPS for value in _step(days, at)]
    return sql, [value for _, given, weight, most in parts for value in (weight, *given, most)] + ages


def _looked_at(weights: Mapping[About, float]) -> dict[About, int]:
    """How many of the newest about each thing: what is common ties to what is rare, and seldom on its own."""
    rarity = {thing: weight / _WEIGHTS[Term.Kind(thing[0])] for thing, weight in weights.items()}
    rarest = nlargest(_RAREST, rarity, key=lambda thing: rarity[thing])
    rare = {thing for thing, idf in rarity.items() if thing in rarest or idf > _COMMON}
    most = min(_MANY, _ROWS // max(len(rare), 1))
    return {thing: most if thing in rare else _FEW for thing in rarity}


def _step(days: int, at: datetime) -> tuple[Any, float]:
    """The instant so long ago, and about what a story of the days before it is worth."""
    moment = at - timedelta(days=days)
    return adapted(moment), decay(at, moment + timedelta(days=days / 3))


def _share(kind: int, nouns: Sequence[int]) -> tuple[str, Sequence[int]]:
    """The rows that tie the candidates to these nouns of one kind.

    Not a join, for which SQLite reads the whole table once; and the sign keeps the noun's own index out of it, which
    is long for a common tag.
    """
    table, story, noun, also = _TIES[Term.Kind(kind)]
    places = ", ".join(["%s"] * len(nouns))
    # Names of our own tables and columns alone; no others than its indexes have.
    sql = (
        f"SELECT {story}, NULL, {int(kind)}, {noun} FROM {table} "  # noqa: S608
        f"WHERE {story} IN (SELECT story FROM best) AND +{noun} IN ({places}){also}"
    )
    return sql, nouns


_TIES = {
    Term.Kind.TAG: (TaggedEdition._meta.db_table, "content_object_id", "tag_id", ""),
    Term.Kind.PERSON: (Mention._meta.db_table, "edition_id", "person_id", f" AND role <> '{Mention.As.BYLINE}'"),
    Term.Kind.VISUAL: (VisualUse._meta.db_table, "edition_id", "visual_id", ""),
}
_WHEN = (
    f"SELECT id, published_at, {int(Term.Kind.SOURCE)}, source_id FROM {Edition._meta.db_table} "  # noqa: S608
    "WHERE id IN (SELECT story FROM best)"
)


def _newest(rows: QuerySet[Any], story: str) -> QuerySet[Any, Any]:
    return rows.order_by("-published_at", f"-{story}").annotate(story=F(story)).values_list("story", "published_at")


def _newest_tagged(key: int, at: datetime) -> QuerySet[Any, Any]:
    return _newest(TaggedEdition.objects.live(at).filter(tag=key), "content_object_id")


def _newest_named(key: int, at: datetime) -> QuerySet[Any, Any]:
    # Who wrote both says little; who is in both says much.
    return _newest(Mention.objects.live(at).filter(person=key).exclude(role=Mention.As.BYLINE), "edition_id")


def _newest_with_visual(key: int, at: datetime) -> QuerySet[Any, Any]:
    return _newest(VisualUse.objects.live(at).filter(visual=key), "edition_id")


def _newest_of_source(key: int, at: datetime) -> QuerySet[Any, Any]:
    return _newest(Edition.objects.live(at).filter(source=key), "pk")


def _newest_in_section(key: int, at: datetime) -> QuerySet[Any, Any]:
    return _newest(Edition.objects.live(at).filter(section=key), "pk")


_NEWEST = {
    Term.Kind.TAG: Prepared(_newest_tagged),
    Term.Kind.PERSON: Prepared(_newest_named),
    Term.Kind.VISUAL: Prepared(_newest_with_visual),
    Term.Kind.SOURCE: Prepared(_newest_of_source),
    _SECTION: Prepared(_newest_in_section),
}


# -- what is shown ----------------------------------------------------------------------------------------------


def _cards_of(ids: Sequence[int], at: datetime) -> list[Edition]:
    """Those of them that readers may see, in the same order."""
    if not ids:
        return []
    size = SHOWN if len(ids) <= SHOWN else 2 * SHOWN
    asked = list(ids) + [ids[-1]] * (size - len(ids))
    prepared = _CARDS[size]
    cards = {card.pk: card for card in prepared(at=at, **{f"story_{place}": pk for place, pk in enumerate(asked)})}
    return [cards[pk] for pk in ids if pk in cards]


def _cards(at: datetime, **stories: int) -> QuerySet[Any, Any]:
    return Edition.objects.live(at).for_cards().filter(pk__in=list(stories.values())).order_by()


# One for what is shown, one for what is chosen from.
_CARDS = {SHOWN: Prepared(_cards), 2 * SHOWN: Prepared(_cards)}


def _distinct(edition: Edition, cards: Iterable[Edition], wanted: Sequence[int]) -> list[Edition]:
    """The first of those that tell the same story by their headlines, as many as are shown; and all that are wanted."""
    told = [_words(edition)]
    found: list[Edition] = []
    for card in cards:
        words = _words(card)
        if card.pk in wanted or all(len(words & other) < _SAME_HEADLINE * len(words | other) for other in told):
            told.append(words)
            found.append(card)
    return found[:SHOWN]


def _words(edition: Edition) -> set[str]:
    return set(edition.headline.casefold().split())
