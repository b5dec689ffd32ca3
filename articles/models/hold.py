"""Holds: nothing of a story goes out while one stands."""

from __future__ import annotations

from datetime import datetime
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone


class HoldQuerySet(models.QuerySet["Hold"]):
    def standing(self, at: datetime) -> Self:
        """Those that keep a story in at that instant: not lifted, and not at their end."""
        return self.filter(Q(ends_at__isnull=True) | Q(ends_at__gt=at), lifted_at__isnull=True)


class Hold(models.Model):
    """Placed with a reason; ends when it is lifted, or by itself at `ends_at`. Never deleted."""

    class Kind(models.TextChoices):
        LEGAL = "legal", "Legal hold"
        EMBARGO = "embargo", "Embargo"

    article = models.ForeignKey("articles.Article", on_delete=models.PROTECT, related_name="holds")
    kind = models.CharField(max_length=10, choices=Kind)
    reason = models.TextField()
    ends_at = models.DateTimeField(null=True, blank=True, help_text="Empty: until somebody lifts it.")
    placed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="placed_holds"
    )
    placed_at = models.DateTimeField()
    lifted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="lifted_holds"
    )
    lifted_at = models.DateTimeField(null=True, blank=True)

    objects = HoldQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(reason=""), name="hold_has_a_reason"),
            models.CheckConstraint(condition=Q(kind__in=["legal", "embargo"]), name="hold_kind_is_known"),
            models.CheckConstraint(
                condition=Q(lifted_at__isnull=False) | Q(lifted_by__isnull=True), name="hold_lifted_by_and_at"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.reason[:60]}"

    @property
    def sentence(self) -> str:
        """What stops a story, in words for whoever is stopped."""
        until = (
            f"until {timezone.localtime(self.ends_at):%-d %B %Y, %H:%M %Z}" if self.ends_at else "until it is lifted"
        )
        return f"{self.get_kind_display()} {until}: {self.reason.rstrip('.')}."
