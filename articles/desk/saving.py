"""Saving: every save is checked against the version it started from, and every save is a revision."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.contrib.auth.models import User
from django.db import transaction
from django.db.models import Exists, OuterRef
from django.utils import timezone

from articles.body.canonical import Canonical, canonicalise
from articles.models import Article, Byline, Edition, Move, QuoteId, Revision, Tag, TaggedArticle
from people import names
from people.models import Person

# One person's autosaves within this time share one revision, so that history stays readable.
AUTOSAVES_SHARE = timedelta(minutes=10)
# What the form owns. Status is not among them: it changes by moves alone, so a save can't undo a colleague's.
CONTENT_FIELDS = (
    "headline",
    "dek",
    "kicker",
    "slug",
    "section",
    "story_date",
    "lead_photo",
    "lead_visual",
    "source",
    "body",
)
# Those of them that are rows of their own.
POINTERS = ("section", "source", "lead_photo", "lead_visual")


class Conflict(Exception):
    """Somebody saved after this copy was opened. `current` is the article as it stands now."""

    def __init__(self, current: Article) -> None:
        super().__init__("Somebody else saved this story after you opened it.")
        self.current = current


@dataclass(frozen=True)
class BylineLine:
    """One line at the head of a story, before it is a row: a person or a plain name, never both."""

    part: str
    person_id: int | None = None
    name: str = ""


@transaction.atomic
def save(
    article: Article,
    *,
    by: User | None,
    base_version: int | None = None,
    body: Canonical | None = None,
    tags: Sequence[Tag] | Sequence[int] | None = None,
    bylines: Sequence[BylineLine] | None = None,
    is_locked: bool = False,
    why: str = Revision.Why.SAVE,
) -> Revision:
    """Stores the article with its tags (or their ids) and bylines (None leaves them), and the revision.

    `base_version` is the version that the writer had before them; None only for code that has just read the row.
    `body` is the canonical form where the caller has it already; `is_locked` says that the row came from
    `opened(lock=True)` in this transaction, its version compared. Raises Conflict where the version is not the last,
    BodyError where the body can't be stored; then nothing is stored. The article's body is canonical afterwards.
    """
    is_new = article.pk is None
    if not is_new and not is_locked:
        _take_version(article, base_version)
    body = body or canonicalise(article.body, article_id=article.pk)
    article.body = body.html
    article.slug = article.slug or names.ascii_slug(article.headline, fallback="story")
    article.version += 1
    if is_new:
        article.created_by = by
        article.save()
        Move.objects.create(article=article, verb=Move.Verb.CREATE, by=by, at=timezone.now())
    else:
        article.save(update_fields=[*CONTENT_FIELDS, "version", "updated_at"])
    shown_tags = _set_tags(article, tags)
    shown_bylines = _set_bylines(article, bylines)
    if body.new_quotes:
        _claim_quotes(article, body)
    return _remember(article, snapshot(article, shown_tags, shown_bylines), by=by, why=why)


@transaction.atomic
def set_aside(
    article: Article, *, by: User | None, body: Canonical, tag_ids: Sequence[int], bylines: Sequence[BylineLine]
) -> Revision:
    """Keeps a text that lost against another save as a revision; the article itself stays as it is."""
    _lock(article.pk)
    article.body = body.html
    people = Person.objects.in_bulk([line.person_id for line in bylines if line.person_id])
    named = [
        (line.part, line.person_id, people[line.person_id].name if line.person_id in people else line.name)
        for line in bylines
    ]
    tags = list(Tag.objects.filter(pk__in=tag_ids))
    return _remember(article, snapshot(article, tags, named), by=by, why=Revision.Why.ASIDE)


def opened(pk: int, *, lock: bool = False) -> Article:
    """The article as a form opens it: with what it points at, in one query. Raises Article.DoesNotExist."""
    rows = Article.objects.select_related(*POINTERS)
    return (rows.select_for_update(of=("self",)) if lock else rows).get(pk=pk)


def _lock(pk: int) -> int:
    """Locks the article's row and gives its version."""
    return Article.objects.select_for_update().values_list("version", flat=True).get(pk=pk)


def _take_version(article: Article, base_version: int | None) -> None:
    version = _lock(article.pk)
    if base_version is not None and base_version != version:
        raise Conflict(opened(article.pk))
    article.version = version


NamedByline = tuple[str, int | None, str]


def snapshot(article: Article, tags: Sequence[Tag], bylines: Sequence[NamedByline]) -> dict[str, Any]:
    """The whole article as JSON: every content field, tags and bylines, with names beside ids so that an old
    revision reads as it was."""
    fields = {name: getattr(article, name) for name in ("headline", "dek", "kicker", "slug", "body", "body_schema")}
    return fields | {
        "story_date": article.story_date.isoformat() if article.story_date else None,
        "section": article.section_id,
        "section_name": article.section.name if article.section else "",
        "lead_photo": article.lead_photo_id,
        "lead_visual": article.lead_visual_id,
        "source": article.source_id,
        "source_name": str(article.source) if article.source else "",
        "status": article.status,
        "tags": [[tag.pk, tag.name] for tag in tags],
        "bylines": [{"part": part, "person": person, "name": name} for part, person, name in bylines],
    }


def _set_tags(article: Article, tags: Sequence[Tag] | Sequence[int] | None) -> list[Tag]:
    """Gives the tags that the article carries afterwards, in the order in which they were put on."""
    rows = list(TaggedArticle.objects.filter(content_object=article).select_related("tag").order_by("pk"))
    wanted = [tag.pk if isinstance(tag, Tag) else tag for tag in tags or []]
    have = [row.tag_id for row in rows]
    if tags is None or set(have) == set(wanted):
        return [row.tag for row in rows]
    asked = Tag.objects.select_related("merged_into").in_bulk([pk for pk in wanted if pk not in have])
    # A form that was opened before two tags were merged still has the one that gave way.
    added = {tag.pk: tag for tag in (row.merged_into or row for row in (asked[pk] for pk in wanted if pk in asked))}
    stay = {*wanted, *added}
    TaggedArticle.objects.filter(content_object=article).exclude(tag__in=stay).delete()
    new = [TaggedArticle(content_object=article, tag=tag) for pk, tag in added.items() if pk not in have]
    TaggedArticle.objects.bulk_create(new)
    return [row.tag for row in rows if row.tag_id in stay] + [row.tag for row in new]


def _set_bylines(article: Article, lines: Sequence[BylineLine] | None) -> list[NamedByline]:
    """Rows are written over in their order, so that a form which is still open keeps knowing them."""
    rows = list(article.bylines.select_related("person"))
    if lines is not None and _plain(rows) != [(line.part, line.person_id, line.name) for line in lines]:
        for place, line in enumerate(lines):
            row = rows[place] if place < len(rows) else Byline(article=article)
            row.part, row.person_id, row.name, row.position = line.part, line.person_id, line.name, place
            row.save()
        for row in rows[len(lines) :]:
            row.delete()
        rows = list(article.bylines.select_related("person"))
    return [(row.part, row.person_id, row.person.name if row.person else row.name) for row in rows]


def _plain(rows: Sequence[Byline]) -> list[NamedByline]:
    return [(row.part, row.person_id, row.name) for row in rows]


def _claim_quotes(article: Article, body: Canonical) -> None:
    """The first article that saves a quotation owns its id."""
    QuoteId.objects.bulk_create(
        [QuoteId(uuid=quote, article=article, copied_from=origin) for quote, origin in body.new_quotes.items()],
        ignore_conflicts=True,
    )


def _remember(article: Article, kept: dict[str, Any], *, by: User | None, why: str) -> Revision:
    at = timezone.now()
    published = Exists(Edition.objects.filter(revision=OuterRef("pk")))
    last = Revision.objects.filter(article=article).annotate(is_published=published).defer("snapshot").first()
    if last is not None and _shares(last, by=by, why=why, at=at):
        last.snapshot = kept
        last.save(update_fields=["snapshot"])
        return last
    number = last.number + 1 if last else 1
    return Revision.objects.create(article=article, number=number, why=why, by=by, at=at, snapshot=kept)


def _shares(last: Revision, *, by: User | None, why: str, at: datetime) -> bool:
    """Whether this autosave is written over the one before it; never over what was published."""
    both_autosaves = why == last.why == Revision.Why.AUTOSAVE
    same_person = last.by_id == (by.pk if by else None)
    return both_autosaves and same_person and at - last.at < AUTOSAVES_SHARE and not last.is_published  # type: ignore[attr-defined]
