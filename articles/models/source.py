"""Sources: where words were said."""

from django.db import models
from django.db.models import Q


class Source(models.Model):
    class Kind(models.TextChoices):
        INTERVIEW = "interview", "Interview"
        PRESS_RELEASE = "press_release", "Press release"
        POST = "post", "Post"
        SHOW = "show", "Show"
        COURT_FILING = "court_filing", "Court filing"

    outlet = models.CharField(max_length=120, help_text="Who published or recorded it: “Variety”.")
    kind = models.CharField(max_length=20, choices=Kind, default=Kind.INTERVIEW)
    title = models.CharField(max_length=200, blank=True)
    url = models.URLField(max_length=500, blank=True, help_text="Leave empty if you don’t have it: nothing is made up.")
    said_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["outlet", "-said_on", "pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(outlet=""), name="source_has_an_outlet"),
            models.CheckConstraint(
                condition=Q(kind__in=["interview", "press_release", "post", "show", "court_filing"]),
                name="source_kind_is_known",
            ),
        ]

    def __str__(self) -> str:
        return ", ".join(filter(None, [self.outlet, self.title, str(self.said_on or "")]))

    @property
    def phrase(self) -> str:
        """How a quotation names it: “to Variety”, “on The Late Hour”."""
        match self.kind:
            case "press_release":
                return f"in a statement from {self.outlet}"
            case "post" | "show":
                return f"on {self.outlet}"
            case "court_filing":
                return f"in a filing, {self.outlet}"
        return f"to {self.outlet}"
