"""A revision as the story again: for looking at it, and for putting it back as a new revision."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.contrib.auth.models import User
from django.db import transaction
from django.utils import timezone

from articles.desk import windows
from articles.desk.saving import BylineLine, save
from articles.models import Article, Move, Photo, Revision, Section, Source, Tag, Visual
from people.models import standing_for

_POINTERS: dict[str, Any] = {"section": Section, "lead_photo": Photo, "lead_visual": Visual, "source": Source}
_WORDS = ("headline", "dek", "kicker", "slug", "body", "body_schema")


@dataclass(frozen=True)
class Restored:
    """The article as the revision had it, not stored. `missing` names what is not there any more, in words."""

    article: Article
    tags: list[Tag]
    bylines: list[BylineLine]
    missing: list[str]


def as_it_was(revision: Revision) -> Restored:
    """Reads a snapshot back. A tag that was merged away is its heir; a person who is gone is a plain name."""
    held = revision.snapshot
    article = Article.objects.get(pk=revision.article_id)
    for name in _WORDS:
        setattr(article, name, held[name])
    article.story_date = date.fromisoformat(held["story_date"]) if held["story_date"] else None
    missing = [name for name in _POINTERS if not _point(article, name, held[name])]
    tags = _tags(held["tags"])
    missing += [f"tag “{name}”" for pk, name in held["tags"] if not any(tag.pk == pk for tag in tags)]
    return Restored(article, tags, _bylines(held["bylines"]), missing)


@transaction.atomic
def restore(article: Article, number: int, *, by: User | None, via: str = "") -> Revision:
    """Puts the revision of that number back as a new one. Raises Revision.DoesNotExist."""
    article = windows.locked(article)
    old = article.revisions.get(number=number)
    was = as_it_was(old)
    was.article.version = article.version
    new = save(was.article, by=by, tags=was.tags, bylines=was.bylines, why=Revision.Why.RESTORE)
    note = f"Revision {number} again" + (f"; without {', '.join(was.missing)}" if was.missing else "")
    Move.objects.create(
        article=article, revision=new, verb=Move.Verb.RESTORE, by=by, at=timezone.now(), note=note, via=via
    )
    return new


def _point(article: Article, name: str, pk: int | None) -> bool:
    found = _POINTERS[name].objects.filter(pk=pk).first() if pk else None
    setattr(article, name, found)
    return found is not None or not pk


def _tags(pairs: list[tuple[int, str]]) -> list[Tag]:
    here = Tag.objects.select_related("merged_into").in_bulk([pk for pk, _ in pairs])
    found = [here.get(pk) or Tag.objects.named(name).first() for pk, name in pairs]
    standing = [tag.merged_into or tag for tag in found if tag is not None]
    return list({tag.pk: tag for tag in standing}.values())


def _bylines(lines: list[dict[str, Any]]) -> list[BylineLine]:
    here = standing_for([line["person"] for line in lines if line["person"]])
    return [
        BylineLine(line["part"], here[line["person"]], "")
        if line["person"] in here
        else BylineLine(line["part"], None, line["name"])
        for line in lines
    ]
