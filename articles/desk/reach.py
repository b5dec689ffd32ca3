"""Where a publication shows: every address that appears, changes, moves or goes when a story goes out."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet
from django.urls import reverse

from articles.body.quotes import QuoteDraft, quotes_in
from articles.desk.projecting import references, visuals_of
from articles.desk.publishing import address_of
from articles.desk.situation import Situation
from articles.models import Article, Edition, Quote, Tag, Visual
from people.models import Person


@dataclass(frozen=True)
class Address:
    """`what` is "new", "changes", "moves" (its readers are led on) or "gone"."""

    path: str
    what: str
    of: str


def addresses(situation: Situation, *, has_correction: bool = False) -> list[Address]:
    """What publishing the article as it stands would touch, for who has to say yes. Needs a section."""
    article, live = situation.article, situation.editions.live
    if article.section is None:
        return []
    said = [quote for quote in quotes_in(article.body) if quote.is_attributed]
    found = [*_story(situation, live), *_nouns(article, said, situation.now), *_quotes(said, live)]
    found += [Address("/", "changes", "Front page"), Address(article.section.get_absolute_url(), "changes", "Section")]
    if has_correction:
        found.append(Address(reverse("articles:corrections"), "changes", "Corrections"))
    return list(dict.fromkeys(found))


def _story(situation: Situation, live: Edition | None) -> Iterator[Address]:
    article, latest = situation.article, situation.editions
    path = address_of(article, situation.now, latest.pending or latest.last)
    before = live.get_absolute_url() if live else ""
    yield Address(path, "changes" if before == path else "new", "The story")
    if live and before != path:
        yield Address(before, "moves", "The story’s address of today")
    if live and live.section_id != article.section_id:
        yield Address(live.section.get_absolute_url(), "changes", "Section of today")


def _nouns(article: Article, said: list[QuoteDraft], now: datetime) -> Iterator[Address]:
    """One query for the bylines and one for each kind of noun."""
    authors = article.bylines.filter(person__isnull=False).values_list("person", flat=True)
    named = {*authors, *references(article.body, "person"), *(quote.speaker_id for quote in said if quote.speaker_id)}
    films = Visual.objects.filter(pk__in=visuals_of(article.lead_visual_id, article.body))
    tags = Tag.objects.filter(tagged_articles__content_object=article.pk)
    yield from _pages(Person.objects.who_stand_for(named), Person.objects.visible(now))
    yield from _pages(films, Visual.objects.in_use(now))
    yield from _pages(tags, Tag.objects.in_use(now))


def _pages(nouns: QuerySet[Any], seen: QuerySet[Any]) -> Iterator[Address]:
    for noun in nouns.annotate(is_seen=Exists(seen.filter(pk=OuterRef("pk")))):
        name = noun.title if isinstance(noun, Visual) else noun.name
        yield Address(noun.get_absolute_url(), "changes" if noun.is_seen else "new", name)


def _quotes(said: list[QuoteDraft], live: Edition | None) -> Iterator[Address]:
    shown = {str(quote.uuid): quote for quote in Quote.objects.filter(edition=live)} if live else {}
    for quote in said:
        if str(quote.uuid) not in shown:
            yield Address(reverse("articles:quote", args=[quote.uuid]), "new", f"“{quote.text[:40]}”")
    for uuid in shown.keys() - {str(quote.uuid) for quote in said}:
        yield Address(shown[uuid].get_absolute_url(), "gone", f"“{shown[uuid].text[:40]}”")
