"""A list of stories that somebody comes back to: what was searched, filtered and sorted, under a name."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q


class SavedListQuerySet(models.QuerySet["SavedList"]):
    def seen_by(self, user: object) -> SavedListQuerySet:
        """Their own, and those that are everybody's."""
        return self.filter(Q(owner=user) | Q(is_shared=True))


class SavedList(models.Model):
    """`query` is the address's own, without its question mark; every row that it finds is asked for anew."""

    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="saved_lists")
    name = models.CharField(max_length=60)
    query = models.CharField(max_length=500)
    is_shared = models.BooleanField(default=False, help_text="Everybody at the desk has it.")

    objects = SavedListQuerySet.as_manager()

    class Meta:
        ordering = ["name", "pk"]
        constraints = [models.UniqueConstraint(fields=["owner", "name"], name="saved_list_once_a_name")]

    def __str__(self) -> str:
        return self.name
