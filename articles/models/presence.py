"""Who has a story open."""

from django.conf import settings
from django.db import models


class Presence(models.Model):
    """One row a person and story, touched while the form is open; `has_it` is a word between colleagues, no lock."""

    article = models.ForeignKey("articles.Article", on_delete=models.CASCADE, related_name="presences")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="presences")
    at = models.DateTimeField(help_text="When the form was last heard of.")
    has_it = models.BooleanField(default=False)

    class Meta:
        ordering = ["-at"]
        constraints = [
            models.UniqueConstraint(fields=["article", "user"], name="presence_once_a_person"),
            models.UniqueConstraint(fields=["article"], condition=models.Q(has_it=True), name="presence_one_has_it"),
        ]

    def __str__(self) -> str:
        return f"{self.user} has “{self.article}” open"
