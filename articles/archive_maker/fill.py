"""From made stories to rows: articles and revisions, editions and what is projected from them, in short transactions."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import pairwise
from random import Random
from typing import Any

from django.db import transaction
from django.utils import timezone

from articles.archive_maker.nouns import make_nouns
from articles.archive_maker.rows import Row, insert, reserve
from articles.archive_maker.stories import CORRECTION, Made, Version, Writer
from articles.archive_maker.vocabulary import Prose
from articles.body.quotes import ends_of
from articles.body.text import word_count
from articles.models import (
    Article,
    Byline,
    Correction,
    Edition,
    Mention,
    Move,
    Quote,
    QuoteId,
    Revision,
    Status,
    TaggedArticle,
    TaggedEdition,
    VisualUse,
)
from articles.planner import tell_planner

YEARS = 10
# Stories a transaction, a fifth of a second of work: so long an editor's save waits at most.
CHUNK = 400
_SAVED_BEFORE = timedelta(minutes=5)
_FIRST_SAVED_BEFORE = timedelta(hours=2)


@dataclass(slots=True)
class Filed:
    """A story with its place on the desk; `saves` are when and as what it was saved, the last first published."""

    made: Made
    pk: int
    slug: str
    on: date
    saves: list[tuple[datetime, Version]]
    revisions: list[int]


@dataclass(slots=True)
class Printed:
    """One edition of it; `number` counts from 1."""

    filed: Filed
    version: Version
    number: int
    pk: int
    revision: int
    window: Row

    @property
    def made(self) -> Made:
        return self.filed.made


def fill(stories: int, *, seed: str, until: datetime, progress: Callable[[int], None]) -> None:
    """Makes so many stories over the ten years before `until`, the oldest first; `progress` hears how many are there."""
    # Seeded chance makes samples, not secrets.
    rng = Random(seed)  # noqa: S311
    since = until - timedelta(days=365.25 * YEARS)
    prose = Prose(rng)
    writer = Writer(rng, prose, make_nouns(rng, prose, stories=stories, since=since - timedelta(days=1)))
    progress(0)
    step, earlier = (until - since) / stories, list[int]()
    for start in range(0, stories, CHUNK):
        places = range(start, min(start + CHUNK, stories))
        instants = [(since + step * (place + rng.random() * 0.9)).replace(microsecond=0) for place in places]
        made = [writer.story(instant, until=until, earlier=earlier) for instant in instants]
        earlier += _store(made)
        progress(places.stop)
    tell_planner()


@transaction.atomic
def _store(chunk: Sequence[Made]) -> list[int]:
    """All rows of these stories; returns the articles' ids."""
    filed = _filed(chunk)
    printed = _printed(filed)
    insert(Article, map(_article, filed))
    insert(Revision, (row for it in filed for row in _revisions(it)))
    insert(Edition, map(_edition, printed))
    insert(TaggedArticle, ({"content_object_id": it.pk, "tag_id": tag.pk} for it in filed for tag in it.made.tags))
    insert(Byline, (row for it in filed for row in _bylines(it)))
    insert(QuoteId, ({"uuid": quote.uuid, "article_id": it.pk} for it in filed for quote in it.made.quotes))
    insert(Move, [*map(_creation, filed), *map(_publication, printed)])
    insert(Quote, (row for it in printed for row in _quotes(it)))
    insert(
        TaggedEdition,
        ({"content_object_id": it.pk, "tag_id": tag.pk} | it.window for it in printed for tag in it.made.tags),
    )
    insert(Mention, (row for it in printed for row in _mentions(it)))
    insert(VisualUse, (row for it in printed for row in _visual_uses(it)))
    insert(Correction, (_correction(it) for it in printed if it.made.is_corrected and it.number > 1))
    return [it.pk for it in filed]


# -- the desk ---------------------------------------------------------------------------------------------------


def _filed(chunk: Sequence[Made]) -> list[Filed]:
    """Each with its own address, also where other stories stand already; one in ten was saved once more before."""
    dates = [timezone.localdate(made.published_at) for made in chunk]
    there = Edition.objects.filter(published_on__gte=dates[0], published_on__lte=dates[-1])
    taken = set(there.values_list("published_on", "slug"))
    filed = []
    for made, on, pk in zip(chunk, dates, reserve(Article, len(chunk)), strict=True):
        saves = [(version.at - _SAVED_BEFORE, version) for version in made.versions]
        if made.has_earlier_save:
            saves.insert(0, (made.published_at - _FIRST_SAVED_BEFORE, made.versions[0]))
        filed.append(Filed(made, pk, _free_slug(made.headline, on, taken), on, saves, []))
    revisions = iter(reserve(Revision, sum(len(it.saves) for it in filed)))
    for it in filed:
        it.revisions = [next(revisions) for _ in it.saves]
    return filed


def _free_slug(headline: str, on: date, taken: set[tuple[date, str]]) -> str:
    """Headlines are of plain words alone."""
    wanted = "-".join(headline.lower().split())[:80].strip("-")
    slug, number = wanted, 1
    while (on, slug) in taken:
        number += 1
        slug = f"{wanted}-{number}"
    taken.add((on, slug))
    return slug


def _article(it: Filed) -> Row:
    made, last = it.made, it.made.versions[-1]
    return {
        "id": it.pk,
        "headline": made.headline,
        "dek": last.dek,
        "kicker": made.kicker,
        "slug": it.slug,
        "section_id": made.section.pk,
        "lead_photo_id": _pk(made.lead_photo),
        "lead_visual_id": _pk(made.lead_visual),
        "source_id": _pk(made.source),
        "body": last.body,
        "status": Status.APPROVED.value,
        "version": len(it.saves),
        "created_by_id": made.written_by.pk,
        "created_at": it.saves[0][0],
        "updated_at": it.saves[-1][0],
    }


def _revisions(it: Filed) -> Iterator[Row]:
    for number, (pk, (at, version)) in enumerate(zip(it.revisions, it.saves, strict=True), start=1):
        yield {
            "id": pk,
            "article_id": it.pk,
            "number": number,
            "why": Revision.Why.SAVE.value,
            "snapshot": _snapshot(it, version),
            "by_id": it.made.written_by.pk,
            "at": at,
        }


def _snapshot(it: Filed, version: Version) -> dict[str, Any]:
    """What `articles.desk.saving.snapshot` would have written at that save."""
    made = it.made
    return {
        "headline": made.headline,
        "dek": version.dek,
        "kicker": made.kicker,
        "slug": it.slug,
        "body": version.body,
        "body_schema": 1,
        "story_date": None,
        "section": made.section.pk,
        "section_name": made.section.name,
        "lead_photo": _pk(made.lead_photo),
        "lead_visual": _pk(made.lead_visual),
        "source": _pk(made.source),
        "source_name": str(made.source) if made.source else "",
        "status": Status.APPROVED.value,
        "tags": [[tag.pk, tag.name] for tag in made.tags],
        "bylines": made.bylines,
    }


def _bylines(it: Filed) -> Iterator[Row]:
    for place, line in enumerate(it.made.bylines):
        # A person's name is the person's; only somebody without a page is printed by name.
        name = "" if line["person"] else line["name"]
        yield {"article_id": it.pk, "part": line["part"], "person_id": line["person"], "name": name, "position": place}


def _creation(it: Filed) -> Row:
    return _move(it, None, Move.Verb.CREATE, it.made.written_by.pk, it.saves[0][0])


def _publication(it: Printed) -> Row:
    return _move(it.filed, it.pk, Move.Verb.PUBLISH, it.made.published_by.pk, it.version.at)


def _move(it: Filed, edition: int | None, verb: Move.Verb, by: int, at: datetime) -> Row:
    return {"article_id": it.pk, "edition_id": edition, "verb": verb.value, "by_id": by, "at": at}


# -- the record -------------------------------------------------------------------------------------------------


def _printed(filed: Sequence[Filed]) -> list[Printed]:
    """The window of each edition closes at the very instant at which the next one's opens."""
    pks = iter(reserve(Edition, sum(len(it.made.versions) for it in filed)))
    printed = []
    for it in filed:
        versions = it.made.versions
        ends = [*(later.at for _, later in pairwise(versions)), None]
        revisions = it.revisions[-len(versions) :]
        for number, (version, end, revision) in enumerate(zip(versions, ends, revisions, strict=True), start=1):
            window = {"published_at": it.made.published_at, "live_from": version.at, "live_until": end}
            printed.append(Printed(it, version, number, next(pks), revision, window))
    return printed


def _edition(it: Printed) -> Row:
    made, version = it.made, it.version
    return {
        "id": it.pk,
        "article_id": it.filed.pk,
        "revision_id": it.revision,
        "number": it.number,
        "published_on": it.filed.on,
        "slug": it.filed.slug,
        "section_id": made.section.pk,
        "headline": made.headline,
        "dek": version.dek,
        "kicker": made.kicker,
        "bylines": made.bylines,
        "lead_photo_id": _pk(made.lead_photo),
        "lead_visual_id": _pk(made.lead_visual),
        "source_id": _pk(made.source),
        "html": version.html,
        "text": version.text,
        "words": word_count(version.text),
        "updated_at": version.at if it.number > 1 else None,
        "published_by_id": made.published_by.pk,
        "takes_over": it.number > 1,
        **it.window,
    }


def _quotes(it: Printed) -> Iterator[Row]:
    for quote in it.made.quotes:
        yield {
            "edition_id": it.pk,
            "uuid": quote.uuid,
            "number": quote.number,
            "speaker_id": quote.speaker.pk if quote.speaker else None,
            "label": quote.label,
            "credited_as": quote.credited_as,
            "text": quote.text,
            "context": quote.context,
            "pieces": quote.pieces,
            "source_id": _pk(quote.place),
            **ends_of(quote.text)._asdict(),
            **it.window,
        }


def _mentions(it: Printed) -> Iterator[Row]:
    """Who is in a story, and as what: speakers, then who is named, then who wrote it, each in the order of ids."""
    authors = {line["person"] for line in it.made.bylines if line["person"]}
    roles = ((Mention.As.SPEAKER, it.made.speakers), (Mention.As.NAMED, it.made.named), (Mention.As.BYLINE, authors))
    for role, pks in roles:
        for pk in sorted(pks):
            yield {"edition_id": it.pk, "person_id": pk, "role": role.value} | it.window


def _visual_uses(it: Printed) -> Iterator[Row]:
    for film in it.made.films:
        yield {"edition_id": it.pk, "visual_id": film.pk, "is_lead": film == it.made.lead_visual} | it.window


def _correction(it: Printed) -> Row:
    """The second edition's, carried by every later one."""
    words = {"kind": Correction.Kind.CORRECTION.value, "text": CORRECTION, "is_material": False}
    return {"edition_id": it.pk, **words, "corrected_at": it.made.versions[1].at, **it.window}


def _pk(noun: Any) -> int | None:
    return noun.pk if noun else None
