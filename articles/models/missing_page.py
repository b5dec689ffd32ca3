"""Addresses at which readers found nothing: where a redirect may be wanted."""

from django.db import models


class MissingPage(models.Model):
    """`hits` are counted in each process and written now and then: a measure, not a ledger."""

    path = models.CharField(max_length=300, unique=True)
    hits = models.PositiveIntegerField(default=0)
    first_at = models.DateTimeField()
    last_at = models.DateTimeField(db_index=True)

    class Meta:
        ordering = ["-hits", "path"]
        indexes = [models.Index(fields=["-hits", "path"], name="missing_page_by_hits")]

    def __str__(self) -> str:
        return self.path
