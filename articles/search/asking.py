"""One search from what was typed to a page of answers, in five to eight queries, whatever is asked and however much there is.

The newest thousand hits are ranked (on PostgreSQL four hundred), by how well they fit times how fresh they are. Counts
stop at a thousand. Every row passes through `live()` before it counts towards any limit.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta
from heapq import merge
from itertools import islice
from math import exp2
from typing import Any, NamedTuple

from django.db.models import QuerySet
from django.utils import timezone

from articles.models import Edition, SearchDoc
from articles.models.search_doc import place_of, second_of, span_of
from articles.prepared import Prepared, places
from articles.search import nouns
from articles.search.engine import EVERYTHING, Live, engine, live
from articles.search.nouns import Found, Named
from articles.search.query import Query, Wanted, groups_of, parse
from articles.search.snippets import marked, snippet
from people.lists import COUNT_CAP
from people.name_keys import NameKey

TABS = {"stories": "Stories", "quotes": "Quotes", "people": "People", "films": "Films", "tags": "Tags"}
NOUNS = {"people": NameKey.Kind.PERSON, "films": NameKey.Kind.VISUAL, "tags": NameKey.Kind.TAG}
_DOCS = {"stories": SearchDoc.Kind.STORY, "quotes": SearchDoc.Kind.QUOTE}
PAGE = 20
_SHOWN_NEWEST = _MEANT = 3
_HALF_LIFE, _FLOOR = 365 * 86_400, 0.3


@dataclass(frozen=True)
class Asked:
    """What to look for. `section` is an id; `since` and `until` are days in the outlet's zone, both included."""

    typed: str
    tab: str = "stories"
    section: int | None = None
    since: date | None = None
    until: date | None = None
    page: int = 1


class Count(NamedTuple):
    """How many there are, or that there are at least so many."""

    number: int
    at_least: bool = False

    @classmethod
    def up_to(cls, most: int, found: int) -> Count:
        return cls(min(found, most), found > most)

    def __str__(self) -> str:
        if self.at_least:
            return f"{self.number:,}+" if self.number else ""
        return f"{self.number:,}"


@dataclass(frozen=True)
class Results:
    """`items` are what the tab shows; `counts` are per tab."""

    query: Query
    tab: str
    counts: dict[str, Count] = field(default_factory=dict)
    items: list[dict[str, Any]] = field(default_factory=list)
    has_more: bool = False
    meant: list[Found] = field(default_factory=list)
    newest: list[Edition] = field(default_factory=list)

    @property
    def is_empty(self) -> bool:
        return not any(count.number for count in self.counts.values())


def search(asked: Asked, at: datetime) -> Results:
    """Nothing to look for, or nothing found: the newest stories, and names that are one slip away."""
    query = parse(asked.typed)
    if query.is_empty:
        return Results(query, asked.tab, newest=_NEWEST(at=at))
    looking = _Looking(_wanted(query, asked.section), asked, live(at), at)
    named = nouns.beginning(query.name, at, most=nouns.COUNTED + 1)
    counts, best = looking.at_both()
    counts |= _counts_of(named.found)
    results = Results(query, asked.tab, counts)
    if results.is_empty:
        return replace(results, meant=_meant(query, at), newest=_NEWEST(at=at))
    shown = slice((asked.page - 1) * PAGE, asked.page * PAGE)
    if asked.tab in NOUNS:
        of_kind = _of_kind(NOUNS[asked.tab], query, named, at)
        counts[asked.tab] = Count.up_to(nouns.MOST, len(of_kind))
        items = [{"found": noun, "noun": loaded} for noun, loaded in nouns.loaded(of_kind[shown])]
        return replace(results, items=items, has_more=len(of_kind) > asked.page * PAGE)
    items = _items(best[shown], query, asked.tab, at)
    return replace(results, items=items, has_more=len(best) > asked.page * PAGE)


def _counts_of(named: list[Found]) -> dict[str, Count]:
    """Of each kind among those that were counted. If there are more, any kind may have some of them."""
    has_more = len(named) > nouns.COUNTED
    return {tab: Count(sum(noun.kind == kind for noun in named), has_more) for tab, kind in NOUNS.items()}


def _of_kind(kind: str, query: Query, named: Named, at: datetime) -> list[Found]:
    found, are_mostly_hidden = named
    if len(found) <= nouns.COUNTED:
        return [noun for noun in found if noun.kind == kind]
    return nouns.beginning(query.name, at, most=nouns.MOST + 1, are_mostly_hidden=are_mostly_hidden, kind=kind).found


def stories_with(typed: str, *, most: int) -> list[int]:
    """The desk's articles whose editions search finds, the newest ones; scheduled, ended and withdrawn ones too."""
    query = parse(typed)
    if query.is_empty:
        return []
    found = engine().newest(_wanted(query), span_of(SearchDoc.Kind.STORY), EVERYTHING, most=most)
    docs = SearchDoc.objects.filter(pk__in=found)
    return list(docs.values_list("edition__article", flat=True).distinct())


def _wanted(query: Query, section: int | None = None) -> Wanted:
    """What the engine looks for; one query, for the names among the words."""
    runs = [name for _, _, name in query.names_within()]
    named = nouns.named({*runs, *query.speakers, *query.tags})
    filters = [[mark for mark in nouns.marks(named[name], speaking=True) if mark[0] == "v"] for name in query.speakers]
    filters += [nouns.marks(noun for noun in named[name] if noun.kind == NameKey.Kind.TAG) for name in query.tags]
    if section:
        filters.append([f"s{section}"])
    # A name that nobody has finds nothing: no row carries this mark.
    groups = groups_of(query, {name: nouns.marks(found) for name, found in named.items()})
    return Wanted(groups, [marks or ["none"] for marks in filters], query.unwanted)


@dataclass(frozen=True)
class _Looking:
    wanted: Wanted
    asked: Asked
    live: Live
    at: datetime

    def at_both(self) -> tuple[dict[str, Count], list[int]]:
        """How many stories and quotations there are, and the ids of the shown ones, the best first."""
        found, best = dict[str, int](), list[int]()
        for tab, kind in _DOCS.items():
            if tab == self.asked.tab:
                hits = engine().hits(self.wanted, self._span(kind), self.live, most=COUNT_CAP)
                best = self._ranked(hits.alike)
                found[tab] = hits.total
            else:
                found[tab] = engine().count(self.wanted, self._span(kind), self.live, most=COUNT_CAP)
        return {tab: Count.up_to(COUNT_CAP, total) for tab, total in found.items()}, best

    def _span(self, kind: int) -> tuple[int, int]:
        first, last = span_of(kind)
        if self.asked.since:
            first = place_of(kind, _midnight(self.asked.since))
        if self.asked.until and self.asked.until < date.max:
            last = place_of(kind, _midnight(self.asked.until + timedelta(days=1))) - 1
        return first, last

    def _ranked(self, alike: dict[float, list[int]]) -> list[int]:
        """The best ones, up to one more than the page ends with. Of those that fit equally well the newer is the better,
        so nothing is reckoned for most of them."""
        now = second_of(place_of(0, self.at))
        best = merge(*(_by_worth(fit, pks, now) for fit, pks in alike.items()), reverse=True)
        return [pk for _, pk in islice(best, self.asked.page * PAGE + 1)]


def _by_worth(fit: float, pks: list[int], now: int) -> Iterator[tuple[float, int]]:
    """How well they fit times how fresh each is: 1 for what is new, half of the way to 0.3 after a year. Where only marks
    were looked for, all fit equally well."""
    for pk in pks:
        age = max(now - second_of(pk), 0) / _HALF_LIFE
        yield (max(fit, 0) or 1e-6) * (_FLOOR + (1 - _FLOOR) * exp2(-age)), pk


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time()))


def _items(pks: list[int], query: Query, tab: str, at: datetime) -> list[dict[str, Any]]:
    """Rows with what a line of results shows, in one query."""
    docs = {doc.pk: doc for doc in _ROWS[tab](at=at, **places(pks, PAGE))} if pks else {}
    shown = [docs[pk] for pk in pks if pk in docs]
    if tab == "quotes":
        return [{"quote": doc.quote, "words": marked(doc.quote.text, query.wanted)} for doc in shown if doc.quote]
    return [
        {
            "edition": doc.edition,
            "headline": marked(doc.edition.headline, query.wanted),
            "snippet": snippet(f"{doc.edition.dek}\n{doc.edition.text}".strip(), query.wanted),
        }
        for doc in shown
    ]


def _stories(at: datetime, **ids: int) -> QuerySet[SearchDoc]:
    rows = SearchDoc.objects.live(at).filter(pk__in=list(ids.values())).order_by()
    edition = ("headline", "dek", "text", "slug", "published_on", "published_at", "section__name", "section__slug")
    return rows.select_related("edition__section").only(*(f"edition__{field}" for field in edition))


def _quotes(at: datetime, **ids: int) -> QuerySet[SearchDoc]:
    rows = SearchDoc.objects.live(at).filter(pk__in=list(ids.values())).order_by()
    joined = rows.select_related("quote__speaker", "quote__source", "quote__edition")
    return joined.defer("quote__edition__html", "quote__edition__text", "quote__context")


_ROWS = {"stories": Prepared(_stories), "quotes": Prepared(_quotes)}


def _newest_stories(at: datetime) -> QuerySet[Edition]:
    return Edition.objects.live(at).for_cards().newest(_SHOWN_NEWEST)


_NEWEST = Prepared(_newest_stories)


def _meant(query: Query, at: datetime) -> list[Found]:
    """Names one slip away from all that was typed, or else from one word of it."""
    return nouns.nearly([query.name, *(part.spelled for part in query.wanted)], at, most=_MEANT)
