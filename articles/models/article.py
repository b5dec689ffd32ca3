"""The working copy of a story on the desk, and who is named at its head. Readers never see these rows."""

from __future__ import annotations

from datetime import datetime
from typing import Self

from django.conf import settings
from django.core.validators import MinLengthValidator
from django.db import models
from django.db.models import Case, Exists, F, OuterRef, Q, Subquery, Value, When
from taggit.managers import TaggableManager

from articles.models.edition import Edition
from articles.models.revision import Revision
from articles.models.tag import TaggedArticle


class Status(models.TextChoices):
    """Where a story stands on the desk. Where it stands on the site is read from its editions, never stored."""

    PITCH = "pitch", "Pitch"
    DRAFT = "draft", "Draft"
    IN_REVIEW = "in_review", "In review"
    APPROVED = "approved", "Approved"
    KILLED = "killed", "Killed"


class Standing(models.TextChoices):
    """Where a story stands on the site: read from its editions, never stored."""

    OFF = "off", "Not on the site"
    SCHEDULED = "scheduled", "Scheduled"
    LIVE = "live", "Live"
    CHANGED = "changed", "Live, with newer changes"
    EXPIRED = "expired", "Expired"
    WITHDRAWN = "withdrawn", "Withdrawn"
    TAKEN_DOWN = "taken_down", "Taken down"


class ArticleQuerySet(models.QuerySet["Article"]):
    def with_standing(self, at: datetime) -> Self:
        """Annotates `standing_found`, which `Article.standing` reads; in one query, whatever the number of rows."""
        editions = Edition.objects.filter(article=OuterRef("pk"))
        live = editions.live(at)
        to_come = editions.filter(live_from__gt=at).exclude(live_until=F("live_from"))
        ended = editions.once_live(at).order_by("-number")
        newest = Revision.objects.of_the_story().filter(article=OuterRef(OuterRef("pk"))).values("number")[:1]
        is_current = live.filter(revision__number=Subquery(newest))
        standing = Case(
            When(Exists(is_current), then=Value(Standing.LIVE.value)),
            When(Exists(live), then=Value(Standing.CHANGED.value)),
            When(Exists(to_come), then=Value(Standing.SCHEDULED.value)),
            When(last_ending_found="taken_down", then=Value(Standing.TAKEN_DOWN.value)),
            When(last_ending_found="withdrawn", then=Value(Standing.WITHDRAWN.value)),
            When(last_ending_found="", then=Value(Standing.EXPIRED.value)),
            default=Value(Standing.OFF.value),
            output_field=models.CharField(),
        )
        last_ending = Subquery(ended.values("ending")[:1])
        return self.annotate(last_ending_found=last_ending).annotate(standing_found=standing)

    def standing(self, standing: str) -> Self:
        """Only those that stand so; after `with_standing`."""
        return self.filter(standing_found=standing)


class Article(models.Model):  # type: ignore[django-manager-missing] # taggit's through models have no types
    """Only `articles.desk` writes these rows. `version` counts saves: a save that has not seen the last is refused."""

    headline = models.CharField(max_length=200, validators=[MinLengthValidator(1)])
    dek = models.CharField(max_length=400, blank=True, help_text="The line under the headline.")
    kicker = models.CharField(max_length=40, blank=True, help_text="The chip above the headline: “Interview”.")
    slug = models.SlugField(max_length=90, blank=True, help_text="Left empty, it is made from the headline.")
    section = models.ForeignKey(
        "articles.Section", null=True, blank=True, on_delete=models.PROTECT, related_name="articles"
    )
    story_date = models.DateField(
        "date of the story", null=True, blank=True, help_text="Only for imported work: the date that it carries."
    )
    lead_photo = models.ForeignKey(
        "articles.Photo", null=True, blank=True, on_delete=models.PROTECT, related_name="leads_articles"
    )
    lead_visual = models.ForeignKey(
        "articles.Visual", null=True, blank=True, on_delete=models.PROTECT, related_name="leads_articles"
    )
    source = models.ForeignKey(
        "articles.Source",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="articles",
        help_text="Where the story’s quotations were said, unless a quotation names another.",
    )
    body = models.TextField(blank=True, help_text="Canonical HTML: see articles/body.")
    body_schema = models.PositiveSmallIntegerField(default=1, editable=False)
    status = models.CharField(max_length=10, choices=Status, default=Status.DRAFT)
    version = models.PositiveIntegerField(default=0, editable=False)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="articles", editable=False
    )
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)
    tags = TaggableManager(through=TaggedArticle, blank=True, related_name="articles")

    objects = ArticleQuerySet.as_manager()

    class Meta:
        ordering = ["-updated_at", "-pk"]
        indexes = [
            models.Index(fields=["-updated_at", "-id"], name="article_last_touched"),
            models.Index(fields=["status", "-updated_at", "-id"], name="article_by_status"),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(status__in=Status.values), name="article_status_is_known"),
            models.CheckConstraint(condition=~Q(headline=""), name="article_has_a_headline"),
        ]
        permissions = [
            ("change_any_article", "Can change the stories of others"),
            ("assign_article", "Can commission, assign, kill and revive stories"),
            ("approve_article", "Can return and approve stories"),
            ("publish_article", "Can publish, schedule and correct stories"),
            ("hold_article", "Can place holds on stories"),
            ("lift_article", "Can lift holds"),
            ("withdraw_article", "Can withdraw stories"),
            ("take_down_article", "Can take stories down for legal reasons"),
        ]

    def __str__(self) -> str:
        return self.headline

    @property
    def standing(self) -> Standing:
        """Needs a row from `with_standing`."""
        return Standing(self.standing_found)  # type: ignore[attr-defined]


class Byline(models.Model):
    """A person's part in an article, in order. Somebody without a page is printed by name alone."""

    class Part(models.TextChoices):
        BY = "by", "By"
        PHOTOS = "photos by", "Photos by"
        ILLUSTRATION = "illustration by", "Illustration by"
        REPORTING = "additional reporting by", "Additional reporting by"

    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="bylines")
    part = models.CharField(max_length=30, choices=Part, default=Part.BY)
    person = models.ForeignKey("people.Person", null=True, blank=True, on_delete=models.PROTECT, related_name="bylines")
    name = models.CharField(max_length=120, blank=True, help_text="For somebody who has no page here.")
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["position", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(person__isnull=False, name="") | (Q(person__isnull=True) & ~Q(name="")),
                name="byline_names_a_person_or_a_name",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.part} {self.person or self.name}"
