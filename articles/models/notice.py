"""Notices: what somebody at the desk should know of, on their first page and in one e-mail with others."""

from __future__ import annotations

from django.conf import settings
from django.db import models


class Notice(models.Model):
    """A line in somebody's inbox. `seen_at` is when they put it away, `mailed_at` when a digest told them."""

    to = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="notices")
    article = models.ForeignKey("articles.Article", on_delete=models.PROTECT, related_name="notices")
    text = models.CharField(max_length=500)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="notices_given")
    at = models.DateTimeField()
    seen_at = models.DateTimeField(null=True, blank=True)
    mailed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-at", "-pk"]
        indexes = [
            models.Index(fields=["to", "seen_at", "-at"], name="notice_inbox"),
            models.Index(fields=["mailed_at", "to"], name="notice_to_mail"),
        ]

    def __str__(self) -> str:
        return self.text
