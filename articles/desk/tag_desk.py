"""Tags for a story, each with its reason: named in the headline or the text, or carried by most stories of its people.

Only tags that exist: none is invented.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Count

from articles.desk.text_reading import Reading
from articles.models import Mention, Tag, TaggedEdition, Term
from articles.quotations import RULES_VERSION
from people import names

MOST = 5
_WORD = re.compile(r"[^\W_][\w’'.$-]*")
_LONGEST_NAME = 4
# So many people and of each so many of the newest stories are asked what they carry.
_PEOPLE, _STORIES = 3, 10
_LEAST_SHARE, _LEAST_STORIES = 0.5, 2
# A tag of so many of all stories says nothing about one.
_TOO_COMMON = 0.3
_IN_HEADLINE, _IN_TEXT = 3.0, 1.0


@dataclass(frozen=True)
class _Reason:
    weight: float
    text: str


def suggest(reading: Reading, *, headline: str, tagged: Collection[int], at: datetime) -> list[dict[str, Any]]:
    """At most five, the best first: {"fingerprint", "id", "name", "why", "rules_version"}; none that the story has."""
    reasons: dict[int, list[_Reason]] = {}
    for tag, reason in (*_named(reading, headline), *_carried(reading, at)):
        if tag not in tagged and f"tag:{tag}" not in reading.refused:
            reasons.setdefault(tag, []).append(reason)
    best = sorted(reasons, key=lambda tag: (-sum(it.weight for it in reasons[tag]), tag))[:MOST]
    called = dict(Tag.objects.filter(pk__in=best).values_list("pk", "name"))
    return [
        {
            "fingerprint": f"tag:{tag}",
            "id": str(tag),
            "name": called[tag],
            "why": max(reasons[tag], key=lambda it: it.weight).text,
            "rules_version": RULES_VERSION,
        }
        for tag in best
        if tag in called
    ]


def _named(reading: Reading, headline: str) -> Iterator[tuple[int, _Reason]]:
    """Tags whose name or synonym stands in the headline, or in the text as a name or more than once."""
    in_headline = _found(headline, reading.known.tags)
    for tag in in_headline:
        yield tag, _Reason(_IN_HEADLINE, "named in the headline")
    for tag, times in _found(reading.whole, reading.known.tags).items():
        if tag in in_headline:
            continue
        if times > 1:
            yield tag, _Reason(_IN_TEXT + min(times, 10) / 10, f"named {times} times in the text")
        elif tag in _proper(reading):
            yield tag, _Reason(_IN_TEXT, "named in the text")


def _found(text: str, tags: dict[str, int]) -> Counter[int]:
    """How often each tag is named, the longest name at a place counting alone; one of several may be one too."""
    words = [names.strict_key(word) for word in _WORD.findall(text)]
    found: Counter[int] = Counter()
    place = 0
    while place < len(words):
        length, tag = _at(words, place, tags)
        if tag:
            found[tag] += 1
        place += length
    return found


def _at(words: Sequence[str], place: int, tags: dict[str, int]) -> tuple[int, int]:
    for length in range(min(_LONGEST_NAME, len(words) - place), 0, -1):
        run = " ".join(words[place : place + length])
        for key in (run, f"{run}s", run.removesuffix("s")):
            if key in tags:
                return length, tags[key]
    return 1, 0


def _proper(reading: Reading) -> set[int]:
    """Tags that are the names of people and works in the text: once is enough for those."""
    keys = (names.strict_key(mention.name) for mention in reading.found.mentions if mention.name)
    return {reading.known.tags[key] for key in keys if key in reading.known.tags}


# -- what the archive carries -----------------------------------------------------------------------------------


def _carried(reading: Reading, at: datetime) -> Iterator[tuple[int, _Reason]]:
    """Tags that most of the newest stories of the text's people carry, and that are not everywhere."""
    common = _too_common()
    for pk, name in _people(reading):
        named = Mention.objects.live(at).filter(person=pk).exclude(role=Mention.As.BYLINE)
        rows = named.order_by("-published_at", "-edition_id").values_list("edition_id", flat=True)
        stories = list(dict.fromkeys(rows[: 2 * _STORIES]))[:_STORIES]
        for tag, carries in _tags_of(stories, at):
            share = carries / len(stories)
            if carries >= _LEAST_STORIES and share >= _LEAST_SHARE and tag not in common:
                yield tag, _Reason(share, f"{carries} of {len(stories)} {name} stories carry it")


def _people(reading: Reading) -> list[tuple[int, str]]:
    """Those whom the text is most about: who speaks in it and who is named, most often first."""
    spoken = [quote.speaker for quote in reading.found.quotes]
    named = [mention.name for mention in reading.found.mentions if mention.kind == "person"]
    counted = Counter(name for name in (*spoken, *named) if name)
    known = ((pk, name) for name, _ in counted.most_common() if (pk := reading.known.person(name)))
    return list(known)[:_PEOPLE]


def _tags_of(stories: Sequence[int], at: datetime) -> list[tuple[int, int]]:
    rows = TaggedEdition.objects.live(at).filter(content_object__in=stories).order_by()
    return list(rows.values_list("tag_id").annotate(Count("content_object", distinct=True)))


def _too_common() -> set[int]:
    everything = Term.objects.filter(kind=Term.Kind.ALL).values_list("df", flat=True).first() or 0
    if not everything:
        return set()
    frequent = Term.objects.filter(kind=Term.Kind.TAG, df__gt=_TOO_COMMON * everything)
    return set(frequent.values_list("ref", flat=True))
