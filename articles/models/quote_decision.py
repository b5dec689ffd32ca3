"""What editors decided of the quotations that the desk found: the outlet's own training and test set."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import models


class QuoteDecision(models.Model):
    """One proposal and what became of it. `proposal` is the finder's own row: pieces (text and offsets in the plain
    text), rule, confidence, speaker, candidates; the rules' version stands beside it. Never changed."""

    class Verdict(models.TextChoices):
        ACCEPTED = "accepted", "Accepted"
        CHANGED = "changed", "Another speaker"
        REJECTED = "rejected", "Rejected"

    article = models.ForeignKey("articles.Article", on_delete=models.PROTECT, related_name="quote_decisions")
    fingerprint = models.CharField(max_length=40, help_text="Of the words alone: a rejected one does not come back.")
    verdict = models.CharField(max_length=10, choices=Verdict)
    proposal: models.JSONField[dict[str, Any], dict[str, Any]] = models.JSONField()
    rules_version = models.CharField(max_length=20)
    speaker = models.ForeignKey(
        "people.Person", null=True, on_delete=models.PROTECT, related_name="quote_decisions", help_text="Who it became."
    )
    label = models.CharField(max_length=120, blank=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="quote_decisions"
    )
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["pk"]
        indexes = [models.Index(fields=["article", "fingerprint"], name="quote_decision_of_article")]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(verdict__in=["accepted", "changed", "rejected"]),
                name="quote_decision_verdict_is_known",
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_verdict_display()}: {self.fingerprint[:8]}"
