"""What search looks through: one row an edition and one a quotation, each with its window."""

from __future__ import annotations

from datetime import MAXYEAR, datetime, timedelta

from django.db import models
from django.db.models import Q

from articles.models.edition import Edition
from articles.models.quote import Quote
from articles.models.window import Window, window_ends_after_it_starts

# The id is the place in time: kind, then seconds, then enough of the row's own id to keep neighbours apart.
# All stay below 2 ** 56: over a wider gap FTS5 of SQLite before 3.42 loses most rows that it should find going down.
_KIND_BIT, _SECOND_BIT = 55, 16
_BEGINNING = datetime(1, 1, 1)


class SearchDoc(Window):
    """The words stand in the engine's own index (articles/search): FTS5 on SQLite, a text vector on PostgreSQL.

    Ids rise with the time of publication, so that the newest hits of a word are read first, and a span of dates is a
    span of ids.
    """

    class Kind(models.IntegerChoices):
        STORY = 0, "Story"
        QUOTE = 1, "Quote"

    # Given, not counted. But on SQLite this alone is the row's own number, found without an index in between.
    id = models.BigAutoField(primary_key=True)
    edition = models.ForeignKey(Edition, on_delete=models.PROTECT, related_name="search_docs")
    quote = models.OneToOneField(Quote, null=True, on_delete=models.PROTECT, related_name="search_doc")

    class Meta:
        constraints = [
            window_ends_after_it_starts("search_doc"),
            models.UniqueConstraint(
                fields=["edition"], condition=Q(quote__isnull=True), name="search_doc_once_an_edition"
            ),
        ]

    def __str__(self) -> str:
        return f"Search row of {self.quote or self.edition}"


def place_of(kind: int, moment: datetime, row: int = 0) -> int:
    """The id for a row of that kind published at that moment; `row` is its own id."""
    seconds = int((moment.replace(tzinfo=None) - (moment.utcoffset() or _NONE) - _BEGINNING).total_seconds())
    return (kind << _KIND_BIT) + (seconds << _SECOND_BIT) + row % (1 << _SECOND_BIT)


_NONE = _BEGINNING - _BEGINNING
_LAST_SECOND = (datetime.max - _BEGINNING) // timedelta(seconds=1)


def second_of(pk: int) -> int:
    """Seconds since the year 1 at which the row with that id was published."""
    return (pk & ((1 << _KIND_BIT) - 1)) >> _SECOND_BIT


def kind_of(pk: int) -> int:
    return pk >> _KIND_BIT


def month_of(pk: int) -> int:
    """Months since January of the year 1, in UTC, until that in which the row was published."""
    day = _BEGINNING + timedelta(seconds=min(second_of(pk), _LAST_SECOND))
    return (day.year - 1) * 12 + day.month - 1


def beginning_of_month(kind: int, month: int) -> int:
    """The first id of a month, counted as `month_of` counts."""
    return place_of(kind, datetime(min(month // 12 + 1, MAXYEAR), month % 12 + 1, 1))


def span_of(kind: int) -> tuple[int, int]:
    """The first and the last id that a row of that kind may have."""
    return kind << _KIND_BIT, ((kind + 1) << _KIND_BIT) - 1
