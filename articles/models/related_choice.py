"""What editors say about the stories beside a story: this one always, that one never."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q


class RelatedChoice(models.Model):
    """Never changed or deleted: taken back and said anew, so that the rows are their own history. Whether readers see
    the other story is still for its editions to say."""

    class Kind(models.TextChoices):
        PIN = "pin", "Always shown"
        REFUSE = "refuse", "Never shown"

    kind = models.CharField(max_length=6, choices=Kind)
    article = models.ForeignKey("articles.Article", on_delete=models.PROTECT, related_name="related_choices")
    other = models.ForeignKey("articles.Article", on_delete=models.PROTECT, related_name="+")
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    taken_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    taken_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["made_at", "pk"]
        indexes = [
            models.Index(fields=["-made_at", "-id"], name="related_choice_newest"),
            models.Index(fields=["-taken_at", "-id"], name="related_choice_taken"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["article", "other"], condition=Q(taken_at__isnull=True), name="related_choice_one_of_a_story"
            ),
            models.CheckConstraint(condition=~Q(article=F("other")), name="related_choice_of_another_story"),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} beside {self.article}: {self.other}"
