"""What stands on the front page: a lead, the latest, what was said, what to watch, and a row for each section.

A story stands there once. A band with nothing in it is not there. What somebody has pinned comes first in its band.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import CharField, ExpressionWrapper, F, IntegerField, OuterRef, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce

from articles.models import Edition, FrontPlace, Quote, Section, Visual, VisualUse
from articles.newest import newest_of_each
from articles.prepared import Prepared

# Sections with a band of a kind of their own, by slug; every other section has a row of cards.
TEXT_BAND, REEL_BAND = "interviews", "film-and-visuals"
LATEST, TEXTS, CARDS, FILMS = 7, 3, 4, 4
# Looked at in each section: enough for the lead and the latest to be taken out, and still to fill a row with pictures.
_LOOKED_AT = 24
_QUOTES_LOOKED_AT = 40
_LAST_PLACE = 10**12
_LARGE_QUOTE, _SMALL_QUOTE, _FEWEST_WORDS = 70, 200, 3


@dataclass(frozen=True)
class Row:
    """A story as far as choosing needs it."""

    published_at: Any
    pk: int
    section: int
    art: int | None


@dataclass(frozen=True)
class Band:
    section: Section
    is_text: bool
    stories: list[Edition]


@dataclass(frozen=True)
class Choice:
    """Which stories stand where, by id; `bands` are section, whether of words alone, and stories."""

    lead: int
    latest: list[int]
    bands: list[tuple[Section, bool, list[int]]]

    @property
    def stories(self) -> list[int]:
        return [self.lead, *self.latest, *(pk for _, _, pks in self.bands for pk in pks)]


def front(at: datetime) -> dict[str, Any]:
    sections = _SECTIONS(at=at)
    reel, quotes = _reel(at), _said(at)
    rows, pins = _rows([section.pk for section in sections], at)
    choice = _choose(rows, sections, pins, has_reel=bool(reel))
    cards = Edition.objects.live(at).for_cards().in_bulk(choice.stories)
    return {
        "lead": cards.get(choice.lead),
        "latest": _cards(cards, choice.latest),
        "quotes": quotes,
        "is_this_week": all(quote.published_at > at - timedelta(days=7) for quote in quotes),
        "reel": reel,
        "reel_section": next((section for section in sections if section.slug == REEL_BAND), None),
        "bands": [Band(section, is_text, _cards(cards, pks)) for section, is_text, pks in choice.bands],
    }


Pins = dict[str | int, list[Row]]


def _rows(sections: list[int], at: datetime) -> tuple[list[Row], Pins]:
    """The newest of each section; and what is pinned and may be seen, by "lead", "top" or a section's id. One query."""
    found = newest_of_each((_NEWEST_IN_SECTION, sections), (_PINNED, [0]), at=at)
    pins: Pins = {}
    for *row, band, section, _ in sorted((row for row in found if row[4]), key=lambda row: row[6]):
        pins.setdefault(section or band, []).append(Row(*row))
    newest = sorted((row for row in found if not row[4]), key=lambda row: row[:2], reverse=True)
    return [Row(*row[:4]) for row in newest], pins


def _newest_in_section(key: int, at: datetime) -> QuerySet[Any, Any]:
    live = Edition.objects.live(at).filter(section=key).order_by("-published_at", "-pk")
    return _columns(live, Value("", CharField()), Value(0, IntegerField()), Value(0, IntegerField()))[:_LOOKED_AT]


def _pinned(key: int, at: datetime) -> QuerySet[Any, Any]:
    """Live stories with a place of their own; `key` is below every place's id, for that every part has one."""
    places = FrontPlace.objects.standing(at).filter(pk__gt=key, article__isnull=False).order_by()
    live = Edition.objects.live(at).filter(article__front_places__in=places).order_by()
    place = "article__front_places"
    section = Coalesce(F(f"{place}__section_id"), Value(0), output_field=IntegerField())
    return _columns(live, F(f"{place}__band"), section, _place_order(f"{place}__"))


def _columns(rows: Any, band: Any, section: Any, order: Any) -> QuerySet[Any, Any]:
    art = Coalesce("lead_photo_id", "lead_visual__poster_id")
    named = rows.annotate(art_id=art, place_band=band, place_section=section, place_order=order)
    columns = ("published_at", "pk", "section_id", "art_id", "place_band", "place_section", "place_order")
    found: QuerySet[Any, Any] = named.values_list(*columns)
    return found


_NEWEST_IN_SECTION, _PINNED = Prepared(_newest_in_section), Prepared(_pinned)
_SECTIONS = Prepared(Section.objects.in_use)


def _choose(rows: list[Row], sections: list[Section], pins: Pins, *, has_reel: bool) -> Choice:
    """The lead is the newest story with art; the latest are the newest of the rest; then each section's own. What is
    pinned goes first, and is nowhere else; of several leads the first is one."""
    pinned = {row.pk for band in pins.values() for row in band}
    free = [row for row in rows if row.pk not in pinned]
    lead = next(iter(pins.get("lead", [])), None) or next((row for row in free if row.art), free[0] if free else None)
    rest = [row for row in free if row != lead]
    top = [*pins.get("top", []), *rest][:LATEST]
    choice = Choice(lead.pk if lead else 0, [row.pk for row in top], [])
    rest = [row for row in rest if row not in top]
    for section in sorted(sections, key=lambda section: (section.slug != TEXT_BAND, section.position)):
        own = [*pins.get(section.pk, []), *(row for row in rest if row.section == section.pk)]
        if own and not (has_reel and section.slug == REEL_BAND):
            choice.bands.append(_planned(section, own))
    return choice


def _planned(section: Section, own: list[Row]) -> tuple[Section, bool, list[int]]:
    """A row of pictures, unless the section is one of words or has none."""
    pictured = [row.pk for row in own if row.art]
    if section.slug == TEXT_BAND or len(pictured) < 2:
        return section, True, [row.pk for row in own[:TEXTS]]
    return section, False, pictured[:CARDS]


def _cards(cards: dict[int, Edition], chosen: list[int]) -> list[Edition]:
    return [cards[pk] for pk in chosen if pk in cards]


def _said(at: datetime) -> list[Quote]:
    """A short quotation to set large, then two more, each by somebody else; what is pinned goes first."""
    found = _quotes_looked_at(at)
    pinned = sorted((quote for quote in found if quote.place), key=lambda quote: quote.place)
    newest = [quote for quote in found if not quote.place and _stands_alone(quote)]
    short = (quote for quote in newest if len(quote.text) <= _LARGE_QUOTE and quote.speaker_id)
    large = next(iter(pinned), None) or next(short, None)
    if large is None:
        return []
    others = _by_others((quote for quote in newest if len(quote.text) <= _SMALL_QUOTE), [large, *pinned[1:]])
    return [large, *[quote for _, quote in zip(range(2), [*pinned[1:], *others], strict=False)]]


def _quotes_looked_at(at: datetime) -> list[Any]:
    """The newest and what is pinned, in one query; `place` orders what is pinned and is empty else."""
    places = FrontPlace.objects.standing(at).filter(band=FrontPlace.Band.SAID)
    mine = places.filter(quote=OuterRef("uuid")).annotate(place=_place_order()).values("place")[:1]
    live = Quote.objects.live(at)
    pinned = live.filter(uuid__in=places.order_by().values("quote"))
    rows = _either(live.newest(_QUOTES_LOOKED_AT), pinned).for_cards().annotate(place=Subquery(mine))
    return sorted(rows, key=lambda quote: (quote.published_at, quote.pk), reverse=True)


def _either(some: Any, others: Any) -> Any:
    """Rows that are in one of the two. As an OR of both, PostgreSQL reads the whole table (318 ms at 200,000 stories)."""
    rows = some.model.objects.all()
    # Some are the first of a list, and SQLite takes no limit in a part of a union: it stands one level deeper.
    either = rows.filter(pk__in=some.values("pk")).order_by().values("pk").union(others.order_by().values("pk"))
    return rows.filter(pk__in=either)


def _place_order(before: str = "") -> Any:
    """One number to sort by: places of one position stand in the order in which they were filled."""
    return ExpressionWrapper(F(f"{before}position") * 10_000_000 + F(f"{before}pk"), IntegerField())


def _stands_alone(quote: Quote) -> bool:
    """“live in what I [he] was writing” needs its sentence around it."""
    return not quote.text[:1].islower() and len(quote.text.split()) >= _FEWEST_WORDS


def _by_others(quotes: Iterator[Quote], shown: list[Quote]) -> Iterator[Quote]:
    heard = {(quote.speaker_id, quote.label) for quote in shown}
    for quote in quotes:
        speaker = (quote.speaker_id, quote.label)
        if speaker not in heard:
            heard.add(speaker)
            yield quote


def _reel(at: datetime) -> list[Visual]:
    """What is pinned, then the films that were shown last."""
    newest = VisualUse.objects.newest_of_each_visual(at)
    places = FrontPlace.objects.standing(at).filter(band=FrontPlace.Band.FILMS)
    mine = places.filter(visual=OuterRef("visual")).annotate(place=_place_order()).values("place")[:1]
    pinned = newest.filter(visual__in=places.order_by().values("visual"))
    # Chosen, then joined: for so few rows SQLite would start from every visual and sort all their uses.
    wanted = _either(newest.order_by("-published_at", "-pk")[:FILMS], pinned).annotate(place=Subquery(mine))
    rows = list(wanted.order_by("-published_at", "-pk").with_visuals())
    rows.sort(key=lambda use: use.place or _LAST_PLACE)
    return [use.visual for use in rows[:FILMS]]
