"""Stories that go on from a story: those about what few others are about, and the newer ones first.

score = decay(age) · Σ over what both are about of weight(kind) · ln(1 + N / how many stories are about it)

Which stories are scored, `articles.sharing` says; of a million, 96 in a hundred of those shown are those that scoring
every story would give (tests/benchmarks/related.py).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, Protocol

from django.conf import settings
from django.core.cache import cache
from django.db.models import QuerySet

from articles.models import Edition
from articles.prepared import Prepared, places
from articles.sharing import FILLS, About, Shares, decay, sharing, weights_of

SHOWN = 6
# Headlines with so many of their words in common are one story told twice.
_SAME_HEADLINE = 0.8


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
        found = chosen(edition, nouns, sharing(edition, nouns.counts, at, also=nouns.pinned), at)
        cache.set(key, (at, [card.pk for card in found]), settings.RELATED_KEPT_SECONDS)
        return found
    return _cards_of(kept[1], at)


def chosen(edition: Edition, nouns: Chosen, found: Mapping[int, Shares], at: datetime) -> list[Edition]:
    """As `related`, from what `sharing` found, the pinned ones among it. One query."""
    passed = {edition.pk, *nouns.pinned, *nouns.refused}
    pinned = [pk for pk in nouns.pinned if pk in found and pk != edition.pk]
    best = [pk for pk, _ in ranked(found, weights_of(nouns.counts), at) if pk not in passed]
    told = [_words(edition.headline), *(_words(found[pk].headline) for pk in pinned)]
    return _cards_of((pinned + _untold(best, found, told))[:SHOWN], at)


def ranked(found: Mapping[int, Shares], weights: Mapping[About, float], at: datetime) -> list[tuple[int, float]]:
    """(edition, score) of stories that share something, the best first, the newer of equals."""
    scores = [
        ((sum(map(weights.__getitem__, shares.things)) + FILLS) * decay(at, shares.published), shares.published, pk)
        for pk, shares in found.items()
    ]
    return [(pk, score) for score, _, pk in sorted(scores, reverse=True)]


def _untold(ids: Sequence[int], found: Mapping[int, Shares], told: list[set[str]]) -> list[int]:
    """As many of them as are shown, without those that tell by their headlines what was told before them."""
    new: list[int] = []
    for pk in ids:
        words = _words(found[pk].headline)
        if all(len(words & other) < _SAME_HEADLINE * len(words | other) for other in told):
            told.append(words)
            new.append(pk)
        if len(new) == SHOWN:
            break
    return new


def _words(headline: str) -> set[str]:
    return set(headline.casefold().split())


def _cards_of(ids: Sequence[int], at: datetime) -> list[Edition]:
    """Those of them that readers may see, in the same order."""
    cards = {card.pk: card for card in _CARDS(at=at, **places(ids, SHOWN))} if ids else {}
    return [cards[pk] for pk in ids if pk in cards]


def _cards(at: datetime, **ids: int) -> QuerySet[Any, Any]:
    return Edition.objects.live(at).for_cards().filter(pk__in=list(ids.values())).order_by()


_CARDS = Prepared(_cards)
