"""Quotes: words that somebody said, as an edition printed them."""

from __future__ import annotations

from typing import Any, ClassVar, Self

from django.db import models
from django.db.models import Q

from articles.models.edition import Edition
from articles.models.window import Window, WindowQuerySet, window_ends_after_it_starts
from people.addresses import address


class QuoteQuerySet(WindowQuerySet):
    def for_cards(self) -> Self:
        """What a quote in a list needs: its speaker, its source and its story's address, in the same query."""
        return self.select_related("speaker", "source", "edition").defer("edition__html", "edition__text")


class Quote(Window):
    """One quotation of one edition. It keeps its `uuid`, and so its address, over editions of its article."""

    edition = models.ForeignKey(Edition, on_delete=models.PROTECT, related_name="quotes")
    uuid = models.UUIDField(db_index=True)
    number = models.PositiveSmallIntegerField(help_text="1 is the first quotation of the story; also its #q1 anchor.")
    speaker = models.ForeignKey(
        "people.Person", null=True, on_delete=models.PROTECT, related_name="quotes", db_index=False
    )
    label = models.CharField(max_length=120, blank=True, help_text="For an unnamed source: “a spokesman”.")
    credited_as = models.CharField(max_length=200, blank=True, help_text="The name that the story called them.")
    text = models.TextField(help_text="The words as one reads them alone: see articles/body/quotes.")
    context = models.TextField(help_text="The paragraph it stands in, as plain text with its quotation marks.")
    pieces: models.JSONField[list[str], list[str]] = models.JSONField(
        help_text="Each run of words exactly as printed, in order, without the outer quotation marks."
    )
    source = models.ForeignKey("articles.Source", null=True, on_delete=models.PROTECT, related_name="quotes")
    copied_from = models.UUIDField(null=True)
    opening = models.CharField(
        max_length=16,
        default="",
        help_text="A key of the first words, whatever their marks: articles/body/quotes.ends_of.",
    )
    closing = models.CharField(max_length=16, default="", help_text="A key of the last words, likewise.")

    objects: ClassVar[Any] = QuoteQuerySet.as_manager()

    class Meta:
        ordering = ["-published_at", "-pk"]
        indexes = [
            models.Index(fields=["-published_at", "-id"], name="quote_newest"),
            models.Index(fields=["speaker", "-published_at", "-id"], name="quote_newest_of_speaker"),
            models.Index(fields=["opening"], name="quote_opening"),
            models.Index(fields=["closing"], name="quote_closing"),
        ]
        constraints = [
            window_ends_after_it_starts("quote"),
            models.UniqueConstraint(fields=["edition", "uuid"], name="quote_once_an_edition"),
            models.CheckConstraint(condition=~Q(text=""), name="quote_has_words"),
            models.CheckConstraint(
                condition=Q(speaker__isnull=False, label="") | (Q(speaker__isnull=True) & ~Q(label="")),
                name="quote_has_a_speaker_or_a_label",
            ),
        ]

    def __str__(self) -> str:
        return f"“{self.text[:60]}”"

    def get_absolute_url(self) -> str:
        return address("articles:quote", str(self.uuid))

    @property
    def said_by(self) -> str:
        return self.speaker.name if self.speaker else self.label
