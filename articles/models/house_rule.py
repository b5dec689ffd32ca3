"""The house's own rules of style: data, not code."""

from __future__ import annotations

import re

from django.core.exceptions import ValidationError
from django.db import models

LONGEST = 80


class HouseRule(models.Model):
    """Words to look out for, and what to say. A * stands for any run of letters; nothing else is special, so that no
    rule can bring the desk to a halt."""

    words = models.CharField(max_length=LONGEST, unique=True, help_text="“utilise*” finds utilise, utilised, utilises.")
    advice = models.CharField(max_length=200, help_text="What the writer reads: “Write use.”")
    is_case_sensitive = models.BooleanField(default=False)
    is_active = models.BooleanField(default=True)

    class Meta:
        ordering = ["words"]

    def __str__(self) -> str:
        return self.words

    def clean(self) -> None:
        self.words = " ".join(self.words.split())
        if not re.search(r"\w", self.words):
            raise ValidationError({"words": "Write at least one letter: a rule of * alone would find everything."})

    @property
    def pattern(self) -> re.Pattern[str]:
        parts = (re.escape(part).replace(r"\ ", r"\s+") for part in self.words.split("*"))
        flags = 0 if self.is_case_sensitive else re.IGNORECASE
        return re.compile(r"(?<!\w)" + r"\w*".join(parts) + r"(?!\w)", flags)
