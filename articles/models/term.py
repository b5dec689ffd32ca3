"""How common a tag, a person, a visual or a source is: what weighs shared ones, and orders suggestions."""

from django.db import models


class Term(models.Model):
    """`df` counts live stories as of the last `refresh_terms`. It weighs and orders; readers are never shown it."""

    class Kind(models.IntegerChoices):
        TAG = 0, "Tag"
        PERSON = 1, "Person"
        VISUAL = 2, "Visual"
        SOURCE = 3, "Source"
        ALL = 9, "All live stories"

    kind = models.PositiveSmallIntegerField(choices=Kind)
    ref = models.BigIntegerField(help_text="The id of the noun; 0 for all stories.")
    df = models.PositiveIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["kind", "ref"], name="term_once_a_noun")]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.ref}: {self.df}"
