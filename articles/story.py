"""What stands around a story's text: who wrote it, who speaks in it, what it is about, how we know."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby
from typing import Any

from django.db.models import Case, CharField, F, IntegerField, OuterRef, Q, QuerySet, Subquery, Value, When
from django.db.models.functions import Coalesce

from articles.body.quotes import QuoteDraft
from articles.body.render import speaker_key, voices
from articles.models import (
    Correction,
    Edition,
    Mention,
    Quote,
    RelatedChoice,
    Section,
    Source,
    TaggedEdition,
    Term,
    VisualUse,
)
from articles.prepared import Prepared
from people import names
from people.addresses import address

# Kinds of row beside those of Term.Kind.
_PINNED, _REFUSED, _SECTION = -2, -3, -4


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
    """`counts` says how many stories each thing is about, by (Term.Kind, id), as of the last count. `pinned` and
    `refused` are live editions that an editor wants beside this one, or never. `sections` are for the navigation,
    which would ask for them on its own."""

    tags: dict[int, Noun]
    people: dict[int, Noun]
    counts: dict[tuple[int, int], int]
    pinned: list[int]
    refused: list[int]
    sections: list[Section]


def nouns_of(edition: Edition, at: datetime) -> Nouns:
    """The edition's tags and people in one query, in the order in which they were written down; how common they,
    its films and its source are; what editors chose to stand beside it; and the sections in use."""
    nouns: dict[int, dict[int, Noun]] = {Term.Kind.TAG: {}, Term.Kind.PERSON: {}}
    counts = {(int(Term.Kind.SOURCE), edition.source_id): 0} if edition.source_id else {}
    chosen: dict[int, list[int]] = {_PINNED: [], _REFUSED: []}
    sections: list[Section] = []
    rows = _NOUNS(edition=edition.pk, source=edition.source_id or 0, article=edition.article_id, at=at)
    for kind, place, pk, name, slug, role, named_as, stories in sorted(rows):
        if kind in chosen:
            chosen[kind].append(pk)
            continue
        if kind == _SECTION:
            sections.append(Section(pk=pk, name=name, slug=slug, position=place))
            continue
        if named_as != Mention.As.BYLINE:  # who only wrote it is not what it is about
            counts[kind, pk] = stories
        if kind in nouns:
            nouns[kind].setdefault(pk, Noun(pk, name, slug, role, named_as))
    sections.sort(key=lambda section: (section.position, section.name))
    return Nouns(nouns[Term.Kind.TAG], nouns[Term.Kind.PERSON], counts, chosen[_PINNED], chosen[_REFUSED], sections)


def _nouns(edition: int, source: int, article: int, at: datetime) -> QuerySet[Any, Any]:
    """Rows (kind, row, id, name, slug, role, named as, stories)."""
    tags = _columns(TaggedEdition.objects.live(at).filter(content_object=edition), Term.Kind.TAG)
    people = _columns(
        Mention.objects.live(at).filter(edition=edition), Term.Kind.PERSON, role=F("person__role"), named_as=F("role")
    )
    visuals = _columns(VisualUse.objects.live(at).filter(edition=edition), Term.Kind.VISUAL, name="title")
    others = Term.objects.filter(Q(kind=Term.Kind.ALL) | Q(kind=Term.Kind.SOURCE, ref=source))
    nothing = Value("", CharField())
    counted = others.order_by().annotate(nothing=nothing, place=Value(0, IntegerField()))
    rows = counted.values_list("kind", "place", "ref", "nothing", "nothing", "nothing", "nothing", "df")
    return tags.union(people, visuals, rows, _choices(article, at), _sections(at), all=True)


def _sections(at: datetime) -> QuerySet[Any, Any]:
    """As the other rows; the row is the place in the navigation."""
    nothing = Value("", CharField())
    columns = {
        "noun_kind": Value(_SECTION, IntegerField()),
        "noun_row": F("position"),
        "noun_id": F("pk"),
        "noun_name": F("name"),
        "noun_slug": F("slug"),
        "noun_role": nothing,
        "noun_as": nothing,
        "noun_stories": Value(0, IntegerField()),
    }
    shown = Section.objects.in_use(at).filter(is_in_navigation=True).order_by()
    return shown.annotate(**columns).values_list(*columns)


def _choices(article: int, at: datetime) -> QuerySet[Any, Any]:
    """As the other rows; the id is of the live edition of the story that was pinned or refused."""
    there = Edition.objects.live(at).filter(article=OuterRef("other")).order_by().values("pk")[:1]
    standing = RelatedChoice.objects.filter(article=article, taken_at__isnull=True).order_by()
    is_pin = Case(When(kind=RelatedChoice.Kind.PIN, then=_PINNED), default=_REFUSED, output_field=IntegerField())
    nothing = Value("", CharField())
    columns = {
        "noun_kind": is_pin,
        "noun_row": F("pk"),
        "noun_id": Coalesce(Subquery(there), 0),
        "noun_name": nothing,
        "noun_slug": nothing,
        "noun_role": nothing,
        "noun_as": nothing,
        "noun_stories": Value(0, IntegerField()),
    }
    return standing.annotate(**columns).values_list(*columns)


def _columns(
    rows: QuerySet[Any], kind: Term.Kind, *, name: str = "name", role: Any = None, named_as: Any = None
) -> QuerySet[Any, Any]:
    noun, nothing = kind.name.lower(), Value("", CharField())
    counted = Term.objects.filter(kind=kind, ref=OuterRef(f"{noun}_id")).values("df")[:1]
    columns = {
        "noun_kind": Value(int(kind), IntegerField()),
        "noun_row": F("pk"),
        "noun_id": F(f"{noun}_id"),
        "noun_name": F(f"{noun}__{name}"),
        "noun_slug": F(f"{noun}__slug"),
        "noun_role": role or nothing,
        "noun_as": named_as or nothing,
        "noun_stories": Coalesce(Subquery(counted, IntegerField()), 0),
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
