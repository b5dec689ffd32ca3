"""Notes: what people at the desk say to each other about a story, or about words of its text. Never published."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q


class Note(models.Model):
    """A note, or a reply to one. `words` are those of the text that it is about, `before` and `after` what stood
    around them: by these it finds its place again when the text has changed (articles/desk/notes)."""

    article = models.ForeignKey("articles.Article", on_delete=models.PROTECT, related_name="notes")
    parent = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="replies")
    text = models.TextField(max_length=5000)
    words = models.CharField(max_length=500, blank=True)
    before = models.CharField(max_length=60, blank=True)
    after = models.CharField(max_length=60, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="notes")
    at = models.DateTimeField()
    resolved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="resolved_notes"
    )
    resolved_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["at", "pk"]
        indexes = [models.Index(fields=["article", "resolved_at"], name="note_by_article")]
        constraints = [
            models.CheckConstraint(condition=~Q(text=""), name="note_has_words"),
            models.CheckConstraint(
                condition=Q(resolved_at__isnull=False) | Q(resolved_by__isnull=True), name="note_resolved_by_and_at"
            ),
            models.CheckConstraint(condition=Q(parent__isnull=True) | Q(words=""), name="note_reply_has_no_place"),
        ]

    def __str__(self) -> str:
        return self.text[:60]
