"""Photos: still images with what the law and the blind need to know about them."""

from __future__ import annotations

import secrets
from pathlib import Path
from typing import Any

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q


def random_name(_photo: models.Model, filename: str) -> str:
    """A file name that can't be guessed, so that what isn't published can't be found."""
    return f"photos/{secrets.token_urlsafe(18)}{Path(filename).suffix.lower()}"


_FRACTION = [MinValueValidator(0.0), MaxValueValidator(1.0)]


class Photo(models.Model):
    """An image. `renditions` maps a crop ("1x1", "16x9", "3x2", "og") to a format ("avif", "jpeg") to a list of
    [width in pixels, address]; the desk makes them when the photo is saved, never a reader's request."""

    # Not an ImageField: uploads are read by articles.desk.photos, with its own short list of decoders.
    file = models.FileField(upload_to=random_name, max_length=200)
    width = models.PositiveIntegerField(editable=False, help_text="Pixels.")
    height = models.PositiveIntegerField(editable=False, help_text="Pixels.")
    sha256 = models.CharField(max_length=64, db_index=True, editable=False, blank=True)
    alt = models.CharField(
        "alternative text", max_length=300, blank=True, help_text="What the picture shows, for who can’t see it."
    )
    is_decorative = models.BooleanField(default=False, help_text="Says nothing that the text doesn’t; needs no alt.")
    caption = models.CharField(max_length=300, blank=True)
    credit = models.CharField(
        max_length=120,
        blank=True,
        help_text="As it is printed: “Photo: A. Name / Agency”. Needed before it is published.",
    )
    licence = models.CharField(max_length=120, blank=True, help_text="By what right we show it: “CC0 1.0”.")
    focal_x = models.FloatField(default=0.5, validators=_FRACTION, help_text="0 is the left edge, 1 the right.")
    focal_y = models.FloatField(default=0.5, validators=_FRACTION, help_text="0 is the top edge, 1 the bottom.")
    portrait_of = models.ForeignKey(
        "people.Person", null=True, blank=True, on_delete=models.SET_NULL, related_name="portraits"
    )
    renditions: models.JSONField[dict[str, Any], dict[str, Any]] = models.JSONField(default=dict, editable=False)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(focal_x__gte=0, focal_x__lte=1, focal_y__gte=0, focal_y__lte=1),
                name="photo_focal_point_inside",
            ),
        ]

    def __str__(self) -> str:
        return self.caption or self.alt or f"Photo {self.pk}"
