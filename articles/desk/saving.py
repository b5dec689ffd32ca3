"""Saving: every save is checked against the version it started from, and every save is a revision."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.contrib.auth.models import User
from django.db import transaction
from django.utils import timezone

from articles.body.canonical import Canonical, canonicalise
from articles.models import Article, Byline, Move, QuoteId, Revision, Tag
from people import names

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


class Conflict(Exception):
    """Somebody saved after this copy was opened. `current` is the article as it stands now."""

    def __init__(self, current: Article) -> None:
        super().__init__("Somebody else saved this story after you opened it. Nothing of yours was stored yet.")
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
    tags: Sequence[Tag] | None = None,
    bylines: Sequence[BylineLine] | None = None,
    why: str = Revision.Why.SAVE,
) -> Revision:
    """Stores the article with its tags and bylines (None leaves them), and the revision.

    `base_version` is the version that the writer had before them; None only for code that has just read the row.
    Raises Conflict where it is not the last, BodyError where the body can't be stored; then nothing is stored.
    The body is canonical afterwards; `article.minted` maps quotation ids that were another article's to new ones.
    """
    is_new = article.pk is None
    if not is_new:
        check_version(article, base_version)
    body = canonicalise(article.body, article_id=article.pk)
    article.body = body.html
    article.slug = article.slug or names.ascii_slug(article.headline, fallback="story")
    article.version += 1
    if is_new:
        article.created_by = by
        article.save()
        Move.objects.create(article=article, verb=Move.Verb.CREATE, by=by, at=timezone.now())
    else:
        article.save(update_fields=[*CONTENT_FIELDS, "version", "updated_at"])
    if tags is not None:
        article.tags.set(list(tags), clear=False)
    if bylines is not None:
        _set_bylines(article, bylines)
    _claim_quotes(article, body)
    article.minted = body.minted  # type: ignore[attr-defined]
    return _remember(article, by=by, why=why, at=timezone.now())


def check_version(article: Article, base_version: int | None) -> Article:
    """Locks the article's row; raises Conflict if it has moved on from `base_version`."""
    current = Article.objects.select_for_update(of=("self",)).get(pk=article.pk)
    if base_version is not None and base_version != current.version:
        raise Conflict(current)
    article.version = current.version
    return current


def snapshot(article: Article) -> dict[str, Any]:
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
        "tags": [[tag.pk, tag.name] for tag in Tag.objects.filter(tagged_articles__content_object=article)],
        "bylines": [
            {"part": line.part, "person": line.person_id, "name": line.person.name if line.person else line.name}
            for line in article.bylines.select_related("person")
        ],
    }


def _set_bylines(article: Article, lines: Sequence[BylineLine]) -> None:
    rows = [
        Byline(article=article, part=line.part, person_id=line.person_id, name=line.name, position=place)
        for place, line in enumerate(lines)
    ]
    now = list(article.bylines.values_list("part", "person_id", "name", "position"))
    if now != [(row.part, row.person_id, row.name, row.position) for row in rows]:
        article.bylines.all().delete()
        Byline.objects.bulk_create(rows)


def _claim_quotes(article: Article, body: Canonical) -> None:
    """The first article that saves a quotation owns its id."""
    if not body.quote_ids:
        return
    QuoteId.objects.bulk_create(
        [QuoteId(uuid=quote, article=article, copied_from=origin) for quote, origin in body.quote_ids.items()],
        ignore_conflicts=True,
    )


def _remember(article: Article, *, by: User | None, why: str, at: datetime) -> Revision:
    last = article.revisions.first()
    shares = (
        why == Revision.Why.AUTOSAVE
        and last is not None
        and last.why == Revision.Why.AUTOSAVE
        and last.by_id == getattr(by, "pk", None)
        and at - last.at < AUTOSAVES_SHARE
        and not last.editions.exists()
    )
    if shares and last is not None:
        last.snapshot = snapshot(article)
        last.save(update_fields=["snapshot"])
        return last
    number = last.number + 1 if last else 1
    return Revision.objects.create(
        article=article,
        number=number,
        why=why,
        by=by,
        at=at,
        snapshot=snapshot(article),
    )
