"""Search is written when a story is published; this is for archives that were made in bulk, and to look whether all is well."""

from __future__ import annotations

import time
from argparse import ArgumentParser
from collections.abc import Iterator
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from articles.models import Edition, Quote, SearchDoc, Tag, Visual
from articles.search import docs, nouns
from articles.search.engine import engine
from people.models import Person
from people.name_keys import NameKey, keys_of

# Editions a transaction, about a third of a second: so long an editor's save waits at most.
CHUNK = 200
NAMES_A_CHUNK = 2_000
PROGRESS_EVERY = 20_000


class Command(BaseCommand):
    help = "Writes all that search looks through anew; with --check only says what is missing (exit status 1)."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--check", action="store_true", help="Change nothing.")

    def handle(self, *args: Any, check: bool, **options: Any) -> None:
        if check:
            problems = list(missing())
            if problems:
                raise CommandError(" ".join(problems), returncode=1)
            self.stdout.write("Search knows every edition, quotation and name.")
            return
        started = time.perf_counter()
        names = sum(write_names(kind, rows) for kind, rows in NOUNS)
        nouns.count_stories()
        self.stdout.write(f"{names:,} nouns can be found by name.")
        count = self._editions()
        self.stdout.write(f"{count:,} editions written in {time.perf_counter() - started:,.0f} s.")

    def _editions(self) -> int:
        """The oldest first, as the index likes it best."""
        clear()
        done, last = 0, None
        rows = Edition.objects.order_by("published_at", "pk").defer("html")
        while chunk := list(_after(rows, last)[:CHUNK]):
            with transaction.atomic():
                docs.write(chunk)
            done, last = done + len(chunk), chunk[-1]
            if done % PROGRESS_EVERY < CHUNK and done >= PROGRESS_EVERY:
                self.stdout.write(f"{done:,} editions.")
        engine().tidy()
        return done


def _after(rows: Any, last: Edition | None) -> Any:
    if last is None:
        return rows
    return rows.filter(published_at__gte=last.published_at).exclude(published_at=last.published_at, pk__lte=last.pk)


@transaction.atomic
def clear() -> None:
    """Search rows can be made again from the record, so these alone may be deleted."""
    SearchDoc.objects.all()._raw_delete(SearchDoc.objects.db)
    engine().empty()


NOUNS: list[tuple[str, Any]] = [
    (NameKey.Kind.PERSON, Person.objects.prefetch_related("aliases")),
    (NameKey.Kind.TAG, Tag.objects.prefetch_related("synonyms")),
    (NameKey.Kind.VISUAL, Visual.objects.all()),
]


def write_names(kind: str, rows: Any) -> int:
    """All keys of one kind of noun, in short transactions."""
    done, last = 0, 0
    while chunk := list(rows.order_by("pk").filter(pk__gt=last)[:NAMES_A_CHUNK]):
        refs = [noun.pk for noun in chunk]
        with transaction.atomic():
            NameKey.objects.filter(kind=kind, ref__in=refs).delete()
            keys = [key for noun in chunk for key in keys_of(kind, noun.pk, _called(noun))]
            NameKey.objects.bulk_create(keys, batch_size=2_000)
        done, last = done + len(chunk), refs[-1]
    return done


def _called(noun: Any) -> list[str]:
    if isinstance(noun, Person):
        return [noun.name, *(alias.name for alias in noun.aliases.all())]
    if isinstance(noun, Tag):
        return [noun.name, *(synonym.name for synonym in noun.synonyms.all())]
    return [noun.title]


def missing() -> Iterator[str]:
    """One sentence a lack. Windows are compared by check_record."""
    editions = Edition.objects.filter(search_docs__isnull=True).count()
    quotes = Quote.objects.filter(search_doc__isnull=True).count()
    if editions or quotes:
        yield f"{editions:,} editions and {quotes:,} quotations are not in search: run rebuild_search."
    rows, indexed = SearchDoc.objects.count(), engine().rows_in_index()
    if rows != indexed:
        yield f"{rows:,} search rows, but {indexed:,} in the index: run rebuild_search."
    for kind, rows_of_kind in NOUNS:
        known = NameKey.objects.filter(kind=kind).values("ref").distinct().count()
        if known < rows_of_kind.count():
            yield f"{rows_of_kind.count() - known:,} {kind} names can’t be found: run rebuild_search."
