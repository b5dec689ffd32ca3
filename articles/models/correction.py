"""Corrections: what was wrong, what is right, said in the open."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from articles.models.edition import Edition
from articles.models.window import Window, window_ends_after_it_starts


class Correction(Window):
    """Carried by the edition that set it right, and by every later one of the article."""

    class Kind(models.TextChoices):
        CORRECTION = "correction", "Correction"
        CLARIFICATION = "clarification", "Clarification"
        UPDATE = "update", "Update"

    edition = models.ForeignKey(Edition, on_delete=models.PROTECT, related_name="corrections")
    kind = models.CharField(max_length=15, choices=Kind, default=Kind.CORRECTION)
    text = models.TextField(help_text="What was wrong and what is right: “An earlier version said …”.")
    is_material = models.BooleanField(default=False, help_text="Shown under the byline, not at the end.")
    corrected_at = models.DateTimeField(help_text="When the correcting edition went live.")

    class Meta:
        ordering = ["-corrected_at", "-pk"]
        indexes = [models.Index(fields=["-corrected_at", "-id"], name="correction_newest")]
        constraints = [
            window_ends_after_it_starts("correction"),
            models.CheckConstraint(condition=~Q(text=""), name="correction_has_words"),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.text[:60]}"
