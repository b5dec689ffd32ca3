"""Sections: the desks of the outlet."""

from datetime import datetime
from typing import Self

from django.db import models
from django.db.models import Exists, OuterRef, Q

from articles.models.edition import Edition
from people.addresses import address


class SectionQuerySet(models.QuerySet["Section"]):
    def in_use(self, at: datetime) -> Self:
        """Those with a live story: only these have a page."""
        return self.filter(Exists(Edition.objects.live(at).filter(section=OuterRef("pk"))))


class Section(models.Model):
    name = models.CharField(max_length=60, unique=True)
    slug = models.SlugField(max_length=60, unique=True)
    intro = models.CharField(max_length=200, blank=True, help_text="One line under the section’s name.")
    position = models.PositiveSmallIntegerField(default=0, help_text="Order in the navigation, smallest first.")
    is_in_navigation = models.BooleanField(default=True)

    objects = SectionQuerySet.as_manager()

    class Meta:
        ordering = ["position", "name"]
        constraints = [models.CheckConstraint(condition=~Q(slug=""), name="section_has_a_slug")]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return address("articles:section", self.slug)
