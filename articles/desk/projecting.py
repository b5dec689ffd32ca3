"""What readers' pages are built from: the rows of an edition, projected from its text."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from articles.body import tree
from articles.body.quotes import credited_as, ends_of
from articles.body.render import Story, gather
from articles.models import Article, Correction, Edition, Mention, Quote, TaggedEdition, VisualUse
from people.models import Person, standing_for


@dataclass(frozen=True)
class CorrectionText:
    """What a correcting edition says of itself. `text` names what was wrong and what is right."""

    text: str
    kind: str = Correction.Kind.CORRECTION
    is_material: bool = False


def project(article: Article, edition: Edition, *, last: Edition | None, correction: CorrectionText | None) -> None:
    """Writes the rows that readers' pages are built from, each table with one statement."""
    story = gather(article.body, article.source)
    Quote.objects.bulk_create(quote_rows(edition, story))
    Mention.objects.bulk_create(mention_rows(edition, story, article.body))
    VisualUse.objects.bulk_create(visual_rows(edition, article.body))
    tagged = article.tagged.order_by("pk").values_list("tag_id", flat=True)
    TaggedEdition.objects.bulk_create(
        [TaggedEdition(content_object=edition, tag_id=pk, **window_of(edition)) for pk in tagged]
    )
    _carry_corrections(edition, last, correction)


def window_of(edition: Edition) -> dict[str, Any]:
    """The window that every row projected from the edition shares."""
    return {"published_at": edition.published_at, "live_from": edition.live_from, "live_until": edition.live_until}


def quote_rows(edition: Edition, story: Story) -> list[Quote]:
    copies = _copied_from(edition, [quote.uuid for quote in story.quotes])
    return [
        Quote(
            edition=edition,
            uuid=quote.uuid,
            number=quote.number,
            speaker_id=quote.speaker_id,
            label=quote.label,
            credited_as=_credited_as(story.people.get(quote.speaker_id or 0), quote.outside),
            text=quote.text,
            pieces=quote.pieces,
            context=quote.context,
            source=story.source_of(quote),
            copied_from=copies.get(quote.uuid),
            **ends_of(quote.text)._asdict(),
            **window_of(edition),
        )
        for quote in story.quotes
    ]


def _copied_from(edition: Edition, uuids: list[str]) -> dict[str, Any]:
    owned = edition.article.quote_ids.filter(pk__in=uuids, copied_from__isnull=False)
    return {str(pk): origin for pk, origin in owned.values_list("pk", "copied_from")} if uuids else {}


def _credited_as(speaker: Person | None, outside: str) -> str:
    if speaker is None:
        return ""
    return credited_as([speaker.name, *(alias.name for alias in speaker.aliases.all())], outside)


def mention_rows(edition: Edition, story: Story, body: str) -> list[Mention]:
    """Who speaks, who is linked, who wrote it. A speaker is not also listed as named."""
    speakers = {quote.speaker_id for quote in story.quotes if quote.speaker_id}
    named = {story.merged.get(pk, pk) for pk in references(body, "person")} - speakers
    authors = set(standing_for(line["person"] for line in edition.bylines if line["person"]).values())
    roles = ((Mention.As.SPEAKER, speakers), (Mention.As.NAMED, named), (Mention.As.BYLINE, authors))
    return [
        Mention(edition=edition, person_id=pk, role=role, **window_of(edition))
        for role, ids in roles
        for pk in sorted(ids)
    ]


def visual_rows(edition: Edition, body: str) -> list[VisualUse]:
    lead = edition.lead_visual_id
    ids = visuals_of(lead, body)
    return [VisualUse(edition=edition, visual_id=pk, is_lead=pk == lead, **window_of(edition)) for pk in ids]


def visuals_of(lead: int | None, body: str) -> list[int]:
    """Ids of the films at the head of a story, shown in its text or linked there, each once."""
    shown = [props["visual"] for kind, props in tree.embeds(tree.parse(body)) if kind == "visual"]
    return list(dict.fromkeys(filter(None, [lead, *shown, *references(body, "visual")])))


def references(body: str, kind: str) -> Iterable[int]:
    """Ids of the rows of that kind (“person”, “visual” …) that the text links to."""
    for link in tree.parse(body).iter("a"):
        named, _, pk = (link.get("data-ref") or "").partition(":")
        if named == kind:
            yield int(pk)


def _carry_corrections(edition: Edition, last: Edition | None, new: CorrectionText | None) -> None:
    """A correction stays with the story: every later edition carries it."""
    rows = [
        Correction(
            edition=edition,
            kind=old.kind,
            text=old.text,
            is_material=old.is_material,
            corrected_at=old.corrected_at,
            **window_of(edition),
        )
        for old in (last.corrections.order_by("corrected_at", "pk") if last else [])
    ]
    if new is not None:
        rows.append(
            Correction(
                edition=edition,
                kind=new.kind,
                text=new.text,
                is_material=new.is_material,
                corrected_at=edition.live_from,
                **window_of(edition),
            )
        )
    Correction.objects.bulk_create(rows)


def copy_rows(old: Edition, edition: Edition) -> None:
    """The rows of an earlier edition once more, in the window of the one that repeats it."""
    for model in (Quote, Mention, VisualUse, TaggedEdition, Correction):
        key = "content_object" if model is TaggedEdition else "edition"
        rows = list(model._default_manager.filter(**{key: old.pk}).order_by("pk"))
        for row in rows:
            row.pk = None
            row._state.adding = True
            setattr(row, key, edition)
            row.live_from, row.live_until = edition.live_from, edition.live_until
            row.published_at = edition.published_at
        model._default_manager.bulk_create(rows)
