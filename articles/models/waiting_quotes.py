"""What a pass over the archive found in a story's text, waiting for an editor."""

from __future__ import annotations

from typing import Any

from django.db import models


class WaitingQuotes(models.Model):
    """Proposals (articles.desk.quote_desk) for the text of one `version` of the article, by one version of the rules.
    Made anew where either has moved on; never published."""

    article = models.OneToOneField("articles.Article", on_delete=models.CASCADE, related_name="waiting_quotes")
    version = models.PositiveIntegerField(help_text="Of the article, when it was read.")
    rules_version = models.CharField(max_length=20)
    proposals: models.JSONField[list[dict[str, Any]], list[dict[str, Any]]] = models.JSONField()
    count = models.PositiveIntegerField(db_index=True)
    problem = models.CharField(max_length=200, blank=True, help_text="Why the text could not be read.")
    at = models.DateTimeField(auto_now=True)

    class Meta:
        verbose_name_plural = "waiting quotes"

    def __str__(self) -> str:
        return f"{self.count} in “{self.article}”"
