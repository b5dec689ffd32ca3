"""How common each tag, person, visual and source is among live stories: nightly. It weighs and orders, and is never shown."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.core.management.base import BaseCommand
from django.db import transaction
from django.db.models import Count, QuerySet
from django.utils import timezone

from articles.models import Edition, Mention, TaggedEdition, Term, VisualUse
from articles.planner import tell_planner
from articles.search import nouns

BATCH = 5_000


class Command(BaseCommand):
    help = "Counts the live stories of every tag, person, visual and source anew, for suggestions and weights."

    def handle(self, *args: Any, **options: Any) -> None:
        terms = list(counted(timezone.now()))
        with transaction.atomic():
            Term.objects.all().delete()
            Term.objects.bulk_create(terms, batch_size=BATCH)
            nouns.count_stories()
        tell_planner()
        self.stdout.write(f"{len(terms):,} terms counted.")


def counted(at: datetime) -> list[Term]:
    """One pass over each table. Who only wrote a story is not what it is about."""
    named = Mention.objects.live(at).exclude(role=Mention.As.BYLINE)
    sources = Edition.objects.live(at).filter(source__isnull=False)
    of_kind: list[tuple[int, QuerySet[Any, Any]]] = [
        (Term.Kind.TAG, _count(TaggedEdition.objects.live(at), "tag", "content_object")),
        (Term.Kind.PERSON, _count(named, "person", "edition")),
        (Term.Kind.VISUAL, _count(VisualUse.objects.live(at), "visual", "edition")),
        (Term.Kind.SOURCE, _count(sources, "source", "pk")),
    ]
    terms = [Term(kind=kind, ref=ref, df=df) for kind, rows in of_kind for ref, df in rows.iterator()]
    return [*terms, Term(kind=Term.Kind.ALL, ref=0, df=Edition.objects.live(at).count())]


def _count(rows: QuerySet[Any], noun: str, story: str) -> QuerySet[Any, Any]:
    return rows.order_by().values_list(f"{noun}_id").annotate(df=Count(story, distinct=True))
