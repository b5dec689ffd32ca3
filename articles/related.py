"""Stories that go on from a story: those that share most of its tags and people, the newest first."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import datetime

from articles.models import Edition, Mention, TaggedEdition
from articles.newest import newest_of_each

SHOWN = 6
# So many of the newest stories of each tag and person are looked at: enough to find what is shared, and no more.
_LOOKED_AT = 40


def related(edition: Edition, tags: Sequence[int], people: Sequence[int], at: datetime) -> list[Edition]:
    """Two queries, however many tags and people there are; never the story itself."""
    tagged = TaggedEdition.objects.live(at).order_by("-published_at", "-content_object_id")
    # Who wrote both says little; who is in both says much.
    named = Mention.objects.live(at).exclude(role=Mention.As.BYLINE).order_by("-published_at", "-edition_id")
    rows = newest_of_each(
        (tagged.values_list("content_object_id", "published_at"), "tag", tags),
        (named.values_list("edition_id", "published_at"), "person", people),
        size=_LOOKED_AT,
    )
    shared = Counter(pk for pk, _ in rows if pk != edition.pk)
    published = dict(rows)
    best = sorted(shared, key=lambda pk: (shared[pk], published[pk], pk), reverse=True)[:SHOWN]
    cards = Edition.objects.live(at).for_cards().in_bulk(best)
    return [cards[pk] for pk in best if pk in cards]
