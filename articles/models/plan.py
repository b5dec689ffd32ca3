"""What is planned for a story before there is much of it: who writes it, who reads it, by when, how long."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q

PEOPLE_OF_THE_DESK = Q(is_active=True, is_staff=True)


class Plan(models.Model):
    """One an article, made when somebody first plans something. Saving a story never touches it."""

    class Priority(models.IntegerChoices):
        LOW = 1, "Low"
        NORMAL = 2, "Normal"
        HIGH = 3, "High"
        URGENT = 4, "Urgent"

    article = models.OneToOneField("articles.Article", on_delete=models.PROTECT, related_name="plan")
    brief = models.TextField(blank=True, help_text="What the story is, and why now.")
    assignee = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="assigned_plans",
        limit_choices_to=PEOPLE_OF_THE_DESK,
        help_text="Who writes it: may change and submit it as if it were their own.",
    )
    reviewer = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="reviewing_plans",
        limit_choices_to=PEOPLE_OF_THE_DESK,
        help_text="Who is asked to review it. Anybody else who may approve still can.",
    )
    due_at = models.DateTimeField("due", null=True, blank=True, db_index=True)
    wanted_words = models.PositiveIntegerField("wanted length in words", null=True, blank=True)
    priority = models.PositiveSmallIntegerField(choices=Priority, default=Priority.NORMAL)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(priority__in=[1, 2, 3, 4]), name="plan_priority_is_known"),
        ]

    def __str__(self) -> str:
        return f"Plan of {self.article}"
