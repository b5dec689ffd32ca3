"""Re-projects live editions from the revisions that they froze, and says where the record tells otherwise.

Nouns are edited in place, and an edition's HTML keeps the names that it was printed with. So ids, words and windows
must agree always; the HTML and the forms of names must agree unless a noun that they show was edited after the
edition was frozen, which its row or the history of the admin tells. An embed's template that has changed since is
drift: old stories then look otherwise than new ones.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.contrib.admin.models import LogEntry
from django.core.management.base import BaseCommand, CommandError
from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.db.models.functions import Coalesce
from django.utils import timezone

from articles.body.render import Story, gather, render
from articles.body.text import plain_text, word_count
from articles.desk.projecting import mention_rows, quote_rows, visual_rows
from articles.desk.windows import PROJECTED
from articles.models import Edition, Move, Photo, Source, Tag, TaggedEdition, Visual, Window
from people.models import Person

CHUNK = 200
PROGRESS_EVERY = 10_000
_COPIED = ("headline", "dek", "kicker", "slug")
_KEYS = ("section", "lead_photo", "lead_visual", "source")


class Command(BaseCommand):
    help = "Re-projects all live editions from their revisions and reports any drift; exit status 1 if there is any."

    def handle(self, *args: Any, **options: Any) -> None:
        drifted = checked = 0
        for line in (*window_drift(), *overlaps()):
            self.stdout.write(line)
            drifted += 1
        for edition in live_editions(timezone.now()):
            found = drift(edition)
            if found:
                self.stdout.write(f"Edition {edition.pk}, “{edition.headline[:60]}”: {', '.join(found)}.")
            drifted += bool(found)
            checked += 1
            if checked % PROGRESS_EVERY == 0:
                self.stdout.write(f"{checked:,} editions checked.")
        if drifted:
            raise CommandError(f"{checked:,} live editions checked; {drifted:,} lines above need a look.", returncode=1)
        self.stdout.write(f"{checked:,} live editions checked: each is what its revision says.")


# -- windows, by the database, over the whole record ------------------------------------------------------------


def window_drift() -> Iterator[str]:
    """Rows whose window is not their edition's."""
    for model in PROJECTED:
        edition = "content_object" if model is TaggedEdition else "edition"
        for pk, of in _otherwise(model, edition).values_list("pk", edition).order_by("pk").iterator():
            yield f"{model.__name__} {pk}: its window is not that of edition {of}."


def _otherwise(model: type[Window], edition: str) -> QuerySet[Any]:
    ends = Q(live_until__isnull=True, **{f"{edition}__live_until__isnull": False})
    ends |= Q(live_until__isnull=False, **{f"{edition}__live_until__isnull": True})
    for field in ("published_at", "live_from", "live_until"):
        theirs = F(f"{edition}__{field}")
        ends |= Q(**{f"{field}__lt": theirs}) | Q(**{f"{field}__gt": theirs})
    return model._default_manager.filter(ends)


def overlaps() -> Iterator[str]:
    """Editions of one article that readers would see at the same time."""
    never_open = Q(live_until=F("live_from"))
    others = Edition.objects.exclude(never_open).filter(article=OuterRef("article"), pk__gt=OuterRef("pk"))
    before_its_end = Q(live_until__isnull=True) | Q(live_until__gt=OuterRef("live_from"))
    until_mine = others.filter(before_its_end, live_from__lt=OuterRef("live_until"))
    still = others.filter(before_its_end)
    ended = Q(live_until__isnull=False) & Q(Exists(until_mine))
    rows = Edition.objects.exclude(never_open).filter(ended | (Q(live_until__isnull=True) & Q(Exists(still))))
    for pk, article in rows.order_by("pk").values_list("pk", "article_id").iterator():
        yield f"Edition {pk}: its window overlaps another’s of article {article}."


# -- what live editions say -------------------------------------------------------------------------------------


def live_editions(at: datetime) -> Iterator[Edition]:
    """In the order of ids, a few hundred in memory; each chunk is read at once, so that no long read holds the log."""
    rows = Edition.objects.live(at).select_related("article", "revision", "source").defer("article__body")
    rows = rows.prefetch_related("quotes", "mentions", "visual_uses", "tagged").order_by("pk")
    last = 0
    while chunk := list(rows.filter(pk__gt=last)[:CHUNK]):
        yield from chunk
        last = chunk[-1].pk


def drift(edition: Edition) -> list[str]:
    """What the edition says otherwise than its revision would be projected today; empty if all agrees."""
    snapshot = edition.revision.snapshot
    body = snapshot["body"]
    story = gather(body, edition.source)
    text = plain_text(body)
    quotes = quote_rows(edition, story)
    pairs = {
        **{name: (getattr(edition, name), snapshot[name]) for name in _COPIED},
        **{name: (getattr(edition, f"{name}_id"), snapshot[name]) for name in _KEYS},
        "bylines": (_authors(edition.bylines), _authors(snapshot["bylines"])),
        "text": ((edition.text, edition.words), (text, word_count(text))),
        "quotes": (_said(edition.quotes.all()), _said(quotes)),
        "mentions": _pair(edition.mentions.all(), mention_rows(edition, story, body), "person_id", "role"),
        "visuals": _pair(edition.visual_uses.all(), visual_rows(edition, body), "visual_id", "is_lead"),
        "tags": _tags(edition, {pk for pk, _ in snapshot["tags"]}),
    }
    found = [name for name, (stored, projected) in pairs.items() if stored != projected]
    return found + _frozen_drift(edition, story, quotes, body)


def _tags(edition: Edition, were: set[int]) -> tuple[set[int], set[int]]:
    """The ids of the edition's tags, and of those of back then, or of what they were merged into since."""
    are = {row.tag_id for row in edition.tagged.all()}
    if are == were:
        return are, were
    rows = Tag.objects.filter(pk__in=were).annotate(meant=Coalesce("merged_into", "pk"))
    return are, set(rows.values_list("meant", flat=True))


def _frozen_drift(edition: Edition, story: Story, quotes: list[Any], body: str) -> list[str]:
    """Whether the HTML, and the names that texts call speakers by, are those of today, and if not, why not."""
    try:
        html = render(body, story)
    except KeyError:
        return ["its text shows something that is gone"]
    called = sorted((row.number, row.credited_as) for row in edition.quotes.all())
    same = {"html": html == edition.html, "credited names": called == sorted((q.number, q.credited_as) for q in quotes)}
    found = [name for name, is_same in same.items() if not is_same]
    return [] if found and edited_since(story, frozen_at(edition)) else found


def frozen_at(edition: Edition) -> datetime:
    """The act of publishing, or the save where the import of old stories dates the act back."""
    acts = edition.moves.filter(verb__in=(Move.Verb.PUBLISH, Move.Verb.SCHEDULE)).values_list("at", flat=True)
    return max([edition.revision.at, *acts])


def edited_since(story: Story, moment: datetime) -> bool:
    """Whether a noun that the HTML shows was edited after that moment, by its own row or by the admin's history."""
    visuals, photos = story.rows.get(Visual, {}), set(story.rows.get(Photo, {}))
    people = Person.objects.filter(Q(pk__in=story.people) | Q(credits__visual__in=visuals))
    if people.filter(updated_at__gt=moment).exists() or any(row.updated_at > moment for row in visuals.values()):
        return True
    photos |= {row.poster_id for row in visuals.values() if row.poster_id}
    sources = {*story.sources, *([story.source.pk] if story.source else [])}
    edited = Q()
    for model, pks in (
        (Person, people.values_list("pk", flat=True)),
        (Visual, visuals),
        (Photo, photos),
        (Source, sources),
    ):
        named = {"content_type__app_label": model._meta.app_label, "content_type__model": model._meta.model_name}
        edited |= Q(**named, object_id__in=[str(pk) for pk in pks])
    return LogEntry.objects.filter(edited, action_time__gt=moment).exists()


def _authors(bylines: list[dict[str, Any]]) -> list[tuple[str, Any]]:
    """By id where there is one: a person's name may have changed since."""
    return [(line["part"], line["person"] or line["name"]) for line in bylines]


def _said(quotes: Any) -> list[tuple[Any, ...]]:
    rows = (
        (q.number, str(q.uuid), q.speaker_id, q.label, q.text, q.pieces, q.context, q.source_id, q.opening, q.closing)
        for q in quotes
    )
    return sorted(rows, key=lambda row: row[0])


def _pair(stored: Any, projected: Any, *names: str) -> tuple[list[Any], list[Any]]:
    stored_values, values = (
        [tuple(getattr(row, name) for name in names) for row in rows] for rows in (stored, projected)
    )
    return sorted(stored_values), sorted(values)
