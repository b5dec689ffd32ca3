"""Stories that go on from a story: those that share most of its tags and people, the newest first."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db.models import QuerySet

from articles.models import Edition, Mention, TaggedEdition
from articles.newest import newest_of_each
from articles.prepared import Prepared

SHOWN = 6
# So many of the newest stories of each tag and person are looked at: enough to find what is shared, and no more.
_LOOKED_AT = 40


def related(edition: Edition, tags: Sequence[int], people: Sequence[int], at: datetime) -> list[Edition]:
    """Two queries, however many tags and people there are; never the story itself."""
    rows = newest_of_each((_NEWEST_TAGGED, tags), (_NEWEST_NAMED, people), at=at)
    shared = Counter(pk for pk, _ in rows if pk != edition.pk)
    published = dict(rows)
    best = sorted(shared, key=lambda pk: (shared[pk], published[pk], pk), reverse=True)[:SHOWN]
    if not best:
        return []
    asked = best + best[-1:] * (SHOWN - len(best))
    cards = {card.pk: card for card in _CARDS(at=at, **{f"story_{place}": pk for place, pk in enumerate(asked)})}
    return [cards[pk] for pk in best if pk in cards]


def _newest_tagged(key: int, at: datetime) -> QuerySet[Any, Any]:
    rows = TaggedEdition.objects.live(at).filter(tag=key).order_by("-published_at", "-content_object_id")
    return rows.values_list("content_object_id", "published_at")[:_LOOKED_AT]


def _newest_named(key: int, at: datetime) -> QuerySet[Any, Any]:
    # Who wrote both says little; who is in both says much.
    rows = Mention.objects.live(at).filter(person=key).exclude(role=Mention.As.BYLINE)
    return rows.order_by("-published_at", "-edition_id").values_list("edition_id", "published_at")[:_LOOKED_AT]


def _cards(at: datetime, **stories: int) -> QuerySet[Any, Any]:
    return Edition.objects.live(at).for_cards().filter(pk__in=list(stories.values())).order_by()


_NEWEST_TAGGED, _NEWEST_NAMED, _CARDS = Prepared(_newest_tagged), Prepared(_newest_named), Prepared(_cards)
