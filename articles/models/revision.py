"""What the desk remembers: every save, every move, and whose a quotation's id is."""

from __future__ import annotations

from typing import Any, NoReturn, Self

from django.conf import settings
from django.db import models

from articles.models.window import RecordIsFixed


class RevisionQuerySet(models.QuerySet["Revision"]):
    def of_the_story(self) -> Self:
        """Without the texts that lost against another save, which are kept beside the story; the newest first."""
        return self.exclude(why="aside").order_by("-number")


class Revision(models.Model):
    """A snapshot of a whole article at one save. `snapshot` holds every field, tags and bylines by id and by name."""

    class Why(models.TextChoices):
        SAVE = "save", "Saved"
        AUTOSAVE = "autosave", "Saved by itself"
        RESTORE = "restore", "Restored"
        IMPORT = "import", "Imported"
        ASIDE = "aside", "Set aside in a conflict"

    article = models.ForeignKey("articles.Article", on_delete=models.PROTECT, related_name="revisions")
    number = models.PositiveIntegerField()
    why = models.CharField(max_length=10, choices=Why)
    snapshot: models.JSONField[dict[str, Any], dict[str, Any]] = models.JSONField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="revisions")
    at = models.DateTimeField()

    objects = RevisionQuerySet.as_manager()

    class Meta:
        ordering = ["-number"]
        constraints = [models.UniqueConstraint(fields=["article", "number"], name="revision_number_once_an_article")]

    def __str__(self) -> str:
        return f"Revision {self.number}"


class Move(models.Model):
    """One line of history: who, what, when, why. Written in one transaction with what it tells of; never changed."""

    class Verb(models.TextChoices):
        CREATE = "create", "Created"
        COMMISSION = "commission", "Commissioned"
        ASSIGN = "assign", "Assigned"
        SUBMIT = "submit", "Sent to review"
        RETURN = "return", "Returned"
        APPROVE = "approve", "Approved"
        KILL = "kill", "Killed"
        REVIVE = "revive", "Revived"
        HOLD = "hold", "Held"
        LIFT = "lift", "Hold lifted"
        PUBLISH = "publish", "Published"
        SCHEDULE = "schedule", "Scheduled"
        CORRECT = "correct", "Corrected"
        CANCEL = "cancel", "Cancelled"
        UNDO = "undo", "Undone"
        EXPIRE = "expire", "End set"
        WITHDRAW = "withdraw", "Withdrawn"
        TAKE_DOWN = "take_down", "Taken down"
        RESTORE = "restore", "Restored"

    article = models.ForeignKey("articles.Article", on_delete=models.PROTECT, related_name="moves")
    edition = models.ForeignKey(
        "articles.Edition", null=True, blank=True, on_delete=models.PROTECT, related_name="moves"
    )
    revision = models.ForeignKey(
        Revision, null=True, blank=True, on_delete=models.PROTECT, related_name="moves", help_text="What was approved."
    )
    verb = models.CharField(max_length=10, choices=Verb)
    note = models.TextField(blank=True)
    via = models.CharField(max_length=20, blank=True, help_text="The desk’s page that it was made on.")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="moves")
    at = models.DateTimeField()

    class Meta:
        ordering = ["-at", "-pk"]
        indexes = [
            models.Index(fields=["article", "-at"], name="move_by_article"),
            models.Index(fields=["-at", "-id"], name="move_newest"),
        ]
        permissions = [("view_audit", "Can read who did what at the desk")]

    def __str__(self) -> str:
        return f"{self.get_verb_display()} {self.article}"

    def save(self, *args: object, **kwargs: object) -> None:
        if not self._state.adding:
            raise RecordIsFixed("What happened can’t be rewritten.")
        super().save(*args, **kwargs)  # type: ignore[arg-type]

    def delete(self, *args: object, **kwargs: object) -> NoReturn:
        raise RecordIsFixed("What happened can’t be deleted.")


class QuoteId(models.Model):
    """Whose a quotation's id is: the article that first saved it. Another article's copy gets an id of its own."""

    uuid = models.UUIDField(primary_key=True)
    article = models.ForeignKey("articles.Article", on_delete=models.PROTECT, related_name="quote_ids")
    copied_from = models.UUIDField(null=True, blank=True)

    def __str__(self) -> str:
        return str(self.uuid)
