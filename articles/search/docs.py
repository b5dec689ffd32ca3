"""What search is told of an edition: its words, its quotations', and marks for what they are about.

Marks: `t12` a tag, `p7` a person who is in it, `v7` one who speaks in it, `w3` a visual, `s1` a section. Names stand in
no row: a name that is typed becomes its noun's mark, so a new alias finds old stories at once.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from articles.models import Edition, Mention, Quote, SearchDoc, TaggedEdition, VisualUse
from articles.models.search_doc import place_of
from articles.search.engine import Words, engine
from articles.search.words import tokens


def write(editions: Sequence[Edition]) -> None:
    """Makes editions findable within their windows. Runs in the publishing transaction, after their rows are there."""
    engine().add(_at_free_places(rows_of(editions)))


def rows_of(editions: Sequence[Edition]) -> list[tuple[SearchDoc, Words]]:
    """What search is told of these editions and their quotations; not stored."""
    pks = [edition.pk for edition in editions]
    marks = _marks(editions, pks)
    rows: list[tuple[SearchDoc, Words]] = []
    for edition in editions:
        about = marks[edition.pk]
        said = f"{edition.dek}\n{edition.text}"
        words = Words(_folded(edition.headline), _folded(said), " ".join(about))
        rows.append((_doc(SearchDoc.Kind.STORY, edition), words))
    by_pk = {edition.pk: edition for edition in editions}
    for quote in Quote.objects.filter(edition__in=pks).select_related("speaker").defer("context", "pieces"):
        edition = by_pk[quote.edition_id]
        rows.append((_doc(SearchDoc.Kind.QUOTE, edition, quote), _words_of(quote, marks[edition.pk])))
    return rows


def _words_of(quote: Quote, about: list[str]) -> Words:
    """A quotation is about what its story is about; only its own speaker speaks in it."""
    speaker = [f"p{quote.speaker_id}", f"v{quote.speaker_id}"] if quote.speaker_id else []
    shared = [mark for mark in about if mark[0] in "tsw"]
    said_by = f"{quote.said_by} {quote.credited_as}"
    return Words(_folded(said_by), _folded(quote.text), " ".join(speaker + shared))


def _marks(editions: Sequence[Edition], pks: list[int]) -> dict[int, list[str]]:
    """One query a table, however many editions."""
    found: dict[int, list[str]] = defaultdict(list)
    for edition in editions:
        found[edition.pk].append(f"s{edition.section_id}")
    tagged = TaggedEdition.objects.filter(content_object__in=pks).values_list("content_object_id", "tag_id")
    for edition_id, tag in tagged:
        found[edition_id].append(f"t{tag}")
    for edition_id, visual in VisualUse.objects.filter(edition__in=pks).values_list("edition_id", "visual_id"):
        found[edition_id].append(f"w{visual}")
    named = Mention.objects.filter(edition__in=pks).exclude(role=Mention.As.BYLINE)
    for edition_id, person, role in named.values_list("edition_id", "person_id", "role"):
        found[edition_id] += [f"p{person}", f"v{person}"] if role == Mention.As.SPEAKER else [f"p{person}"]
    return found


def _doc(kind: int, edition: Edition, quote: Quote | None = None) -> SearchDoc:
    row = quote.pk if quote else edition.pk
    return SearchDoc(
        pk=place_of(kind, edition.published_at, row),
        edition=edition,
        quote=quote,
        published_at=edition.published_at,
        live_from=edition.live_from,
        live_until=edition.live_until,
    )


def _at_free_places(rows: list[tuple[SearchDoc, Words]]) -> Iterator[tuple[SearchDoc, Words]]:
    """Two rows of one second may have the same place, once in 65,536: the later one takes the next that is free."""
    wanted = [doc.pk for doc, _ in rows]
    taken = set(SearchDoc.objects.filter(pk__in=wanted).values_list("pk", flat=True))
    for doc, words in rows:
        while doc.pk in taken:
            doc.pk += 1
            if SearchDoc.objects.filter(pk=doc.pk).exists():
                taken.add(doc.pk)
        taken.add(doc.pk)
        yield doc, words


def _folded(text: str) -> str:
    return " ".join(tokens(text))
