"""Two tags, or two people, that were one: what was done to make them one, so that it can be undone."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q


class Merge(models.Model):
    """`moved` are the ids of rows that pointed at the one that gave way, by what they are; `dropped` are rows that the
    one that stays had too, whole; `made` are names that it was given."""

    class Kind(models.TextChoices):
        TAG = "tag", "Tag"
        PERSON = "person", "Person"

    kind = models.CharField(max_length=6, choices=Kind)
    gone = models.BigIntegerField(help_text="The id of the one that gave way.")
    kept = models.BigIntegerField(help_text="The id of the one that stays.")
    gone_name = models.CharField(max_length=200)
    kept_name = models.CharField(max_length=200)
    moved = models.JSONField(default=dict)
    dropped = models.JSONField(default=list)
    made = models.JSONField(default=list)
    merged_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    merged_at = models.DateTimeField()
    undone_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    undone_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-merged_at", "-pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(gone=F("kept")), name="merge_of_two"),
            models.UniqueConstraint(
                fields=["kind", "gone"], condition=Q(undone_at__isnull=True), name="merge_once_a_noun"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.gone_name} → {self.kept_name}"
