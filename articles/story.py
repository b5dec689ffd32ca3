"""What stands around a story's text: who wrote it, who speaks in it, what it is about, how we know."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby
from typing import Any

from django.db.models import CharField, F, QuerySet, Value

from articles.body.quotes import QuoteDraft
from articles.body.render import speaker_key, voices
from articles.models import Correction, Edition, Mention, Quote, Source, TaggedEdition
from articles.prepared import Prepared
from people import names
from people.addresses import address


@dataclass(frozen=True)
class Noun:
    """A tag or a person that the edition names."""

    pk: int
    name: str
    slug: str
    role: str
    named_as: str

    @property
    def initials(self) -> str:
        return names.initials(self.name)


@dataclass(frozen=True)
class Voice:
    """Somebody who speaks in the story; `person` is empty for an unnamed source."""

    name: str
    quotes: int
    colour: int
    person: Noun | None


@dataclass(frozen=True)
class Nouns:
    tags: dict[int, Noun]
    people: dict[int, Noun]

    @property
    def subjects(self) -> list[int]:
        """People the story is about, not those who only wrote it."""
        return [pk for pk, noun in self.people.items() if noun.named_as != Mention.As.BYLINE]


def nouns_of(edition: Edition, at: datetime) -> Nouns:
    """The edition's tags and people in one query, in the order in which they were written down."""
    nouns: dict[str, dict[int, Noun]] = {"tag": {}, "person": {}}
    for kind, _, pk, name, slug, role, named_as in sorted(_NOUNS(edition=edition.pk, at=at)):
        nouns[kind].setdefault(pk, Noun(pk, name, slug, role, named_as))
    return Nouns(nouns["tag"], nouns["person"])


def _nouns(edition: int, at: datetime) -> QuerySet[Any, Any]:
    no_role = Value("", CharField())
    tags = _columns(TaggedEdition.objects.live(at).filter(content_object=edition), "tag", no_role, no_role)
    people = _columns(Mention.objects.live(at).filter(edition=edition), "person", F("person__role"), F("role"))
    return tags.union(people, all=True)


def _columns(rows: QuerySet[Any], noun: str, role: Any, named_as: Any) -> QuerySet[Any, Any]:
    columns = {
        "noun_kind": Value(noun, CharField()),
        "noun_row": F("pk"),
        "noun_id": F(f"{noun}_id"),
        "noun_name": F(f"{noun}__name"),
        "noun_slug": F(f"{noun}__slug"),
        "noun_role": role,
        "noun_as": named_as,
    }
    return rows.order_by().annotate(**columns).values_list(*columns)


def _edition(on: date, slug: str, at: datetime) -> QuerySet[Any, Any]:
    return Edition.objects.live(at).filter(published_on=on, slug=slug).for_page()


def _quotes(edition: int, at: datetime) -> QuerySet[Any, Any]:
    rows = Quote.objects.live(at).filter(edition=edition).order_by("number")
    return rows.select_related("source").defer("context")


def _corrections(edition: int, at: datetime) -> QuerySet[Any, Any]:
    return Correction.objects.live(at).filter(edition=edition)


_NOUNS = Prepared(_nouns)
# The edition at an address, and what it carries.
EDITION, QUOTES, CORRECTIONS = Prepared(_edition), Prepared(_quotes), Prepared(_corrections)


def voices_in(quotes: Sequence[Quote | QuoteDraft], people: dict[int, Noun]) -> list[Voice]:
    """Who speaks, in the order of first speaking; the colours are those that the text has. Drafts are for previews."""
    counts = Counter(speaker_key(quote) for quote in quotes)
    found = []
    for key, colour in voices(quotes).items():
        speaker_id, label = key
        person = people.get(speaker_id) if speaker_id else None
        found.append(Voice(person.name if person else label, counts[key], colour, person))
    return found


def bylines_of(edition: Edition, people: dict[int, Noun]) -> list[dict[str, Any]]:
    """One line a part: “By A and B”, “Photos by C”; a name is a link where the person has a page."""
    lines = []
    for part, group in groupby(edition.bylines, key=lambda byline: byline["part"]):
        writers = [{"name": byline["name"], "address": _page(people.get(byline["person"] or 0))} for byline in group]
        lines.append({"part": part.capitalize(), "writers": writers})
    return lines


def _page(person: Noun | None) -> str:
    return address("people:detail", person.slug) if person else ""


def sources_of(edition: Edition, quotes: Iterable[Quote]) -> list[Source]:
    """Where the story's words were said, each source once."""
    found = [quote.source or edition.source for quote in quotes] or [edition.source]
    return list({source.pk: source for source in found if source}.values())
