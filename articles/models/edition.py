"""Editions: what the public has been shown, and when."""

from __future__ import annotations

from datetime import datetime
from typing import Any, ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q
from taggit.managers import TaggableManager

from articles.models.photo import Photo
from articles.models.tag import TaggedEdition
from articles.models.window import WINDOW, Window, WindowQuerySet, window_ends_after_it_starts
from people.addresses import address


class EditionQuerySet(WindowQuerySet):
    def for_cards(self) -> Self:
        """What a card, a list line or a sleeve needs, in the same query; the text itself stays in the database."""
        return self.with_cards()

    def for_page(self) -> Self:
        return self.select_related("section", "lead_photo", "lead_visual__poster", "source").defer("text")

    def withdrawn(self, at: datetime) -> Self:
        """The last editions of stories that were withdrawn and did not come back; never of one that was taken down."""
        others = Edition.objects.once_live(at).filter(article=OuterRef("article"))
        later = Exists(others.filter(number__gt=OuterRef("number")))
        taken_down = Exists(others.filter(ending="taken_down"))
        gone = self.once_live(at).filter(ending="withdrawn", live_until__lte=at)
        return gone.filter(~later, ~taken_down).order_by("-live_until", "-pk")


class Edition(Window):
    """An immutable published snapshot. Only `articles.desk` makes one, and only the end of its window may move."""

    class Ending(models.TextChoices):
        WITHDRAWN = "withdrawn", "Withdrawn"
        TAKEN_DOWN = "taken_down", "Taken down"

    article = models.ForeignKey("articles.Article", on_delete=models.PROTECT, related_name="editions")
    revision = models.ForeignKey("articles.Revision", on_delete=models.PROTECT, related_name="editions")
    number = models.PositiveIntegerField(help_text="1 is the first edition of its article.")
    published_on = models.DateField(help_text="The date in the address, in the outlet’s zone at first publication.")
    slug = models.SlugField(max_length=90)
    section = models.ForeignKey("articles.Section", on_delete=models.PROTECT, related_name="editions", db_index=False)
    headline = models.CharField(max_length=200)
    dek = models.CharField(max_length=400, blank=True)
    kicker = models.CharField(max_length=40, blank=True)
    bylines: models.JSONField[list[dict[str, Any]], list[dict[str, Any]]] = models.JSONField(
        default=list, help_text="In order: part, name, and person (an id or null)."
    )
    lead_photo = models.ForeignKey("articles.Photo", null=True, on_delete=models.PROTECT, related_name="leads_editions")
    lead_visual = models.ForeignKey(
        "articles.Visual", null=True, on_delete=models.PROTECT, related_name="leads_editions"
    )
    source = models.ForeignKey(
        "articles.Source", null=True, on_delete=models.PROTECT, related_name="editions", db_index=False
    )
    words = models.PositiveIntegerField(default=0)
    updated_at = models.DateTimeField(null=True, help_text="When what it says last changed after first publication.")
    published_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="published_editions"
    )
    takes_over = models.BooleanField(
        default=False, help_text="Its opening ended the window of the edition before it; cancelling gives that back."
    )
    ending = models.CharField(max_length=10, choices=Ending, blank=True)
    ending_note = models.CharField(max_length=300, blank=True, help_text="The line that readers get at its address.")
    # The last columns: SQLite has to read through them to any that stands behind them.
    html = models.TextField(help_text="The text as readers get it, all but its references (articles/body/references).")
    text = models.TextField(help_text="The words alone, one paragraph a line; no ad slots, no pull quotes.")
    tags = TaggableManager(through=TaggedEdition, blank=True, related_name="editions")

    objects: ClassVar[Any] = EditionQuerySet.as_manager()

    class Meta:
        ordering = ["-published_at", "-pk"]
        indexes = [
            models.Index(fields=["-published_at", "-id"], name="edition_newest"),
            models.Index(fields=["section", "-published_at", "-id", *WINDOW], name="edition_newest_in_section"),
            models.Index(fields=["source", "-published_at", "-id", *WINDOW], name="edition_newest_of_source"),
            models.Index(fields=["published_on", "slug", *WINDOW], name="edition_address"),
            models.Index(fields=["-live_until"], condition=Q(ending="withdrawn"), name="edition_withdrawn"),
            models.Index(fields=["-live_from", "published_on", "live_until"], name="edition_changes"),
        ]
        constraints = [
            window_ends_after_it_starts("edition"),
            models.UniqueConstraint(fields=["article", "number"], name="edition_number_once_an_article"),
            models.CheckConstraint(condition=Q(number__gte=1), name="edition_number_starts_at_one"),
            models.UniqueConstraint(
                fields=["article"], condition=Q(live_until__isnull=True), name="edition_one_open_window_an_article"
            ),
            models.CheckConstraint(condition=~Q(slug=""), name="edition_has_a_slug"),
            models.CheckConstraint(condition=~Q(headline=""), name="edition_has_a_headline"),
        ]

    def __str__(self) -> str:
        return f"{self.headline} (edition {self.number})"

    def get_absolute_url(self) -> str:
        on = self.published_on
        return address("articles:detail", f"{on:%Y}", f"{on:%m}", f"{on:%d}", self.slug)

    @property
    def label(self) -> str:
        """The chip above the headline: the editor's own, else the lead visual's kind, else the section's name."""
        if self.kicker:
            return self.kicker
        return self.lead_visual.get_kind_display() if self.lead_visual else self.section.name

    @property
    def art(self) -> Photo | None:
        """The picture that stands for the story: its own, else its lead visual's poster."""
        return self.lead_photo or (self.lead_visual.poster if self.lead_visual else None)


class Mention(Window):
    """Who is in an edition, and as what. Somebody who speaks is not also listed as named."""

    class As(models.TextChoices):
        SPEAKER = "speaker", "Speaks"
        NAMED = "named", "Is named"
        BYLINE = "byline", "Wrote or pictured it"

    edition = models.ForeignKey(Edition, on_delete=models.PROTECT, related_name="mentions")
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="mentions", db_index=False)
    role = models.CharField(max_length=10, choices=As)

    class Meta:
        ordering = ["pk"]
        indexes = [
            models.Index(
                fields=["person", "-published_at", "-edition", "role", *WINDOW], name="mention_newest_of_person"
            )
        ]
        constraints = [
            window_ends_after_it_starts("mention"),
            models.UniqueConstraint(fields=["edition", "person", "role"], name="mention_once_an_edition"),
        ]

    def __str__(self) -> str:
        return f"{self.person} ({self.get_role_display()})"


class VisualUseQuerySet(WindowQuerySet):
    def newest_of_each_visual(self, at: datetime) -> Self:
        """Of the live uses of a visual, the newest alone: a list of visuals, the last shown first."""
        other = VisualUse.objects.live(at).filter(visual=OuterRef("visual"), published_at__gte=OuterRef("published_at"))
        newer = other.exclude(published_at=OuterRef("published_at"), pk__lte=OuterRef("pk"))
        return self.live(at).filter(~Exists(newer))

    def with_visuals(self) -> Self:
        """What a film in a list shows: its poster, and who made it."""
        return self.select_related("visual__poster").prefetch_related("visual__credits__person")


class VisualUse(Window):
    """Which films and videos an edition shows or links to; `is_lead` marks the one at its head."""

    edition = models.ForeignKey(Edition, on_delete=models.PROTECT, related_name="visual_uses")
    visual = models.ForeignKey("articles.Visual", on_delete=models.PROTECT, related_name="uses", db_index=False)
    is_lead = models.BooleanField(default=False)

    objects: ClassVar[Any] = VisualUseQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        indexes = [
            models.Index(fields=["visual", "-published_at", "-edition", *WINDOW], name="visual_use_newest_of_visual"),
            models.Index(fields=["-published_at", "-id"], name="visual_use_newest"),
        ]
        constraints = [
            window_ends_after_it_starts("visual_use"),
            models.UniqueConstraint(fields=["edition", "visual"], name="visual_once_an_edition"),
        ]

    def __str__(self) -> str:
        return str(self.visual)
