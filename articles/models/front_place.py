"""Places on the front page that somebody has filled by hand; the rest fills itself with the newest."""

from __future__ import annotations

from datetime import datetime
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q


class FrontPlaceQuerySet(models.QuerySet["FrontPlace"]):
    def standing(self, at: datetime) -> Self:
        """Those that count at that instant: begun, not over, not taken out; in their order."""
        begun = self.filter(Q(ends_at__isnull=True) | Q(ends_at__gt=at), starts_at__lte=at, taken_at__isnull=True)
        return begun.order_by("position", "pk")


class FrontPlace(models.Model):
    """A story, a quotation or a film pinned to a band from a time until another. Never changed or deleted: moved is
    taken out and pinned anew, so that the rows are their own history. Whether readers see it is still for its editions
    to say."""

    class Band(models.TextChoices):
        LEAD = "lead", "Lead"
        TOP = "top", "Beside the lead"
        SECTION = "section", "Section"
        SAID = "said", "Said this week"
        FILMS = "films", "To watch"

    band = models.CharField(max_length=10, choices=Band)
    section = models.ForeignKey("articles.Section", null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    article = models.ForeignKey(
        "articles.Article", null=True, blank=True, on_delete=models.PROTECT, related_name="front_places"
    )
    quote = models.UUIDField(null=True, blank=True, help_text="What a quotation keeps over the editions of its story.")
    visual = models.ForeignKey(
        "articles.Visual", null=True, blank=True, on_delete=models.PROTECT, related_name="front_places"
    )
    position = models.PositiveSmallIntegerField(default=1, help_text="1 stands first in its band.")
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField(null=True, blank=True)
    placed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="front_places"
    )
    placed_at = models.DateTimeField()
    taken_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="front_places_taken"
    )
    taken_at = models.DateTimeField(null=True, blank=True)

    objects = FrontPlaceQuerySet.as_manager()

    class Meta:
        ordering = ["-placed_at", "-pk"]
        indexes = [models.Index(fields=["starts_at"], condition=Q(taken_at__isnull=True), name="front_place_standing")]
        constraints = [
            models.CheckConstraint(
                condition=Q(band="section", section__isnull=False)
                | Q(band__in=["lead", "top", "said", "films"], section__isnull=True),
                name="front_place_names_a_section_or_none",
            ),
            models.CheckConstraint(
                condition=Q(band="said", quote__isnull=False, article__isnull=True, visual__isnull=True)
                | Q(band="films", visual__isnull=False, article__isnull=True, quote__isnull=True)
                | Q(
                    band__in=["lead", "top", "section"], article__isnull=False, quote__isnull=True, visual__isnull=True
                ),
                name="front_place_holds_what_its_band_shows",
            ),
            models.CheckConstraint(
                condition=Q(ends_at__isnull=True) | Q(ends_at__gt=F("starts_at")), name="front_place_ends_later"
            ),
            models.CheckConstraint(
                condition=Q(taken_at__isnull=False) | Q(taken_by__isnull=True), name="front_place_taken_by_and_at"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.section or self.get_band_display()} {self.position}: {self.what}"

    @property
    def what(self) -> str:
        """What stands there, in words."""
        return str(self.article or self.visual or f"quotation {self.quote}")
