"""What readers may see: rows inside their window, and nothing else.

Everything public starts from `live()`. No other code says what is visible.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any, NoReturn, Self

from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from people.lists import PAGE_SIZE, Page, cut


class RecordIsFixed(Exception):
    """Raised by any attempt to rewrite or delete what was published."""


_PICTURE = ("file", "width", "height", "alt", "focal_x", "focal_y", "renditions")
# What the card of a story shows; all else of it, of its photo and of its film stays in the database.
_CARD = (
    *("article", "slug", "headline", "dek", "kicker", "published_on", "published_at"),
    *("section__name", "section__slug", "section__position", "lead_visual__kind"),
    *(f"{picture}__{field}" for picture in ("lead_photo", "lead_visual__poster") for field in _PICTURE),
)


def _opened(at: datetime) -> Q:
    """`live_from <= at`, said so that SQLite looks for no index of it: nearly all rows have opened, and one that it
    found would take the place of the index that has the order of the list."""
    return ~Q(live_from__gt=at)


# At the end of an index: whether a row is visible is then answered by the index, and no row is read that is not shown.
WINDOW = ("live_from", "live_until")


class WindowQuerySet(models.QuerySet[Any]):
    def live(self, at: datetime | None = None) -> Self:
        """Rows that readers see at that instant (now, if none is given): `live_from <= at < live_until`."""
        at = at or timezone.now()
        return self.filter(Q(live_until__isnull=True) | Q(live_until__gt=at), _opened(at))

    def once_live(self, at: datetime | None = None) -> Self:
        """Rows that readers could see at some time up to that instant; a cancelled one (empty window) never counts."""
        at = at or timezone.now()
        return self.filter(Q(live_until__isnull=True) | Q(live_until__gt=F("live_from")), _opened(at))

    def with_cards(self, edition: str = "") -> Self:
        """What the card shows of the edition that a row is, or of the one that it points at, in the same query."""
        before = f"{edition}__" if edition else ""
        own = [field.name for field in self.model._meta.concrete_fields if field.name != edition] if edition else []
        joined = self.select_related(*(f"{before}{name}" for name in ("section", "lead_photo", "lead_visual__poster")))
        return joined.only(*own, *(f"{before}{name}" for name in _CARD))

    def newest(self, most: int) -> Self:
        return self.order_by("-published_at", "-pk")[:most]

    def page(self, token: str = "", *, key: str = "published_at", tie: str = "pk", size: int = PAGE_SIZE) -> Page:
        """The newest rows, or those just older than the row that the token names."""
        return cut(self, token, key=key, tie=tie, size=size)


class Window(models.Model):
    """An edition, or a row projected from one. Times are UTC; an empty `live_until` means: still."""

    published_at = models.DateTimeField(help_text="When the story was first published: the order of lists.")
    live_from = models.DateTimeField(help_text="From this instant readers may see the row.")
    live_until = models.DateTimeField(null=True, blank=True, help_text="From this instant they may not.")

    objects = WindowQuerySet.as_manager()

    class Meta:
        abstract = True

    def save(self, *args: object, **kwargs: object) -> None:
        if not self._state.adding:
            raise RecordIsFixed(f"{self._meta.verbose_name} {self.pk} was published and can’t be rewritten.")
        super().save(*args, **kwargs)  # type: ignore[arg-type]

    def delete(self, *args: object, **kwargs: object) -> NoReturn:
        raise RecordIsFixed(f"{self._meta.verbose_name} {self.pk} was published and can’t be deleted.")

    def is_live(self, at: datetime) -> bool:
        return self.live_from <= at and (self.live_until is None or self.live_until > at)


def window_ends_after_it_starts(table: str) -> models.CheckConstraint:
    """The constraint every windowed table carries; equal ends are the empty window of a cancelled edition."""
    ends_later = Q(live_until__isnull=True) | Q(live_until__gte=F("live_from"))
    return models.CheckConstraint(condition=ends_later, name=f"{table}_window_ends_after_it_starts")
