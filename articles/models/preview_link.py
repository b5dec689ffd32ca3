"""Preview links: a story shown to somebody without an account, for a while."""

from __future__ import annotations

import secrets
from datetime import datetime
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone


def new_secret() -> str:
    return secrets.token_urlsafe(18)


class PreviewLinkQuerySet(models.QuerySet["PreviewLink"]):
    def open(self, at: datetime) -> Self:
        return self.filter(expires_at__gt=at, revoked_at__isnull=True)


class PreviewLink(models.Model):
    """Shows one revision, or with none always the newest. Its address is a signature over `secret`; without the row
    it opens nothing, so revoking is final. `opened` counts readings, `last_opened_at` is the last."""

    article = models.ForeignKey("articles.Article", on_delete=models.PROTECT, related_name="preview_links")
    revision = models.ForeignKey(
        "articles.Revision", null=True, blank=True, on_delete=models.PROTECT, related_name="preview_links"
    )
    secret = models.CharField(max_length=40, unique=True, default=new_secret, editable=False)
    comment = models.CharField(max_length=300, blank=True, help_text="For whom, and what they should look at.")
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="preview_links"
    )
    made_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    revoked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="revoked_previews"
    )
    revoked_at = models.DateTimeField(null=True, blank=True)
    opened = models.PositiveIntegerField(default=0)
    last_opened_at = models.DateTimeField(null=True, blank=True)

    objects = PreviewLinkQuerySet.as_manager()

    class Meta:
        ordering = ["-made_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(revoked_at__isnull=False) | Q(revoked_by__isnull=True), name="preview_revoked_by_and_at"
            ),
        ]

    def __str__(self) -> str:
        return f"Preview of {self.article}"

    @property
    def is_open(self) -> bool:
        return self.revoked_at is None and self.expires_at > timezone.now()
