"""Tags: subjects, each with one name, any number of synonyms, and one address."""

from __future__ import annotations

from datetime import datetime
from typing import Self

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Exists, OuterRef, Q
from taggit.models import ItemBase, TagBase

from articles.models.window import WINDOW, Window, window_ends_after_it_starts
from people import names
from people.addresses import address
from people.name_keys import NameKey


class TagQuerySet(models.QuerySet["Tag"]):
    def standing(self) -> Self:
        """Without those that were merged into another."""
        return self.filter(merged_into__isnull=True)

    def named(self, typed: str) -> Self:
        """Tags that carry this name or synonym, however it is spelled: none or one."""
        key = names.strict_key(typed)
        return self.standing().filter(Q(strict_key=key) | Q(synonyms__strict_key=key)).distinct()

    def beginning(self, typed: str) -> Self:
        """Tags one word of whose name or synonyms begins with what was typed."""
        loose, strict = names.loose_key(typed), names.strict_key(typed)
        by_name = Q(loose_key__startswith=loose) | Q(strict_key__contains=f" {strict}")
        by_synonym = Q(synonyms__loose_key__startswith=loose)
        return self.standing().filter(by_name | by_synonym).distinct()

    def in_use(self, at: datetime) -> Self:
        """Those that a live edition carries: only these have a page."""
        return self.filter(Exists(TaggedEdition.objects.live(at).filter(tag=OuterRef("pk"))))

    def called(self, typed: str) -> Tag:
        """The tag of this name or synonym; made if there is none. A comma is part of a name."""
        found = self.named(typed).first()
        return found or self.create(name=names.display(typed))


class Tag(TagBase):
    name: str  # taggit ships no types
    slug: str
    description = models.CharField(max_length=300, blank=True, help_text="One line on the tag’s page.")
    strict_key = models.CharField(max_length=100, unique=True, editable=False)
    loose_key = models.CharField(max_length=100, db_index=True, editable=False)
    parent = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.SET_NULL, related_name="children",
        help_text="A wider subject: Hip-hop is the parent of Drill.",
    )  # fmt: skip
    merged_into = models.ForeignKey(
        "self", null=True, blank=True, editable=False, on_delete=models.PROTECT, related_name="merged",
        help_text="The tag that stands for this one.",
    )  # fmt: skip

    objects = TagQuerySet.as_manager()

    class Meta:
        ordering = ["name"]
        constraints = [
            models.CheckConstraint(condition=~Q(slug=""), name="tag_has_a_slug"),
            models.CheckConstraint(condition=~Q(name=""), name="tag_has_a_name"),
        ]

    def clean(self) -> None:
        self._derive()
        taken = TagSynonym.objects.filter(strict_key=self.strict_key).exclude(tag_id=self.pk).first()
        if taken:
            raise ValidationError({"name": f"“{taken.name}” is already a synonym of “{taken.tag}”. Use that tag."})
        if Tag.objects.filter(strict_key=self.strict_key).exclude(pk=self.pk).exists():
            raise ValidationError({"name": "There is a tag of this name already, spelled another way."})
        if self.parent and self.pk in self.parent.lineage():
            raise ValidationError({"parent": f"“{self.parent}” is part of “{self.name}”, or is it: choose another."})

    def lineage(self) -> list[int]:
        """The ids of the tag, its parent, its parent's parent, and so on."""
        found = [self.pk]
        while (above := Tag.objects.filter(pk=found[-1]).values_list("parent", flat=True).first()) is not None:
            if above in found:
                break
            found.append(above)
        return found

    def save(self, *args: object, **kwargs: object) -> None:
        self._derive()
        if not self.slug:
            wanted = names.ascii_slug(self.name, fallback="tag")
            taken = Tag.objects.filter(slug__startswith=wanted).values_list("slug", flat=True)
            self.slug = names.free_slug(self.name, taken=taken, fallback="tag")
        super().save(*args, **kwargs)
        self.write_keys()

    def write_keys(self) -> None:
        """Makes the tag findable by its name and its synonyms, and by nothing else. What was indexed under one that
        was merged into it is found by the same."""
        called = [self.name, *(synonym.name for synonym in self.synonyms.all())]
        for pk in [self.pk, *self.merged.values_list("pk", flat=True)]:
            NameKey.write(NameKey.Kind.TAG, pk, called)

    def _derive(self) -> None:
        self.name = names.display(self.name)
        self.strict_key = names.strict_key(self.name)[:100]
        self.loose_key = names.loose_key(self.name)[:100]

    def get_absolute_url(self) -> str:
        return address("articles:tag", self.slug)


class TagSynonym(models.Model):
    """Another name for a tag: typing it gives the tag."""

    tag = models.ForeignKey(Tag, on_delete=models.CASCADE, related_name="synonyms")
    name = models.CharField(max_length=100)
    strict_key = models.CharField(max_length=100, unique=True, editable=False)
    loose_key = models.CharField(max_length=100, db_index=True, editable=False)

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        self._derive()
        if Tag.objects.standing().filter(strict_key=self.strict_key).exclude(pk=self.tag_id).exists():
            raise ValidationError({"name": "This is a tag of its own; it can’t be another’s synonym too."})
        if TagSynonym.objects.filter(strict_key=self.strict_key).exclude(pk=self.pk).exists():
            raise ValidationError({"name": "This is a synonym already."})

    def save(self, *args: object, **kwargs: object) -> None:
        self._derive()
        super().save(*args, **kwargs)  # type: ignore[arg-type]
        self.tag.write_keys()

    def delete(self, *args: object, **kwargs: object) -> tuple[int, dict[str, int]]:
        tag = self.tag
        deleted = super().delete(*args, **kwargs)  # type: ignore[arg-type]
        tag.write_keys()
        return deleted

    def _derive(self) -> None:
        self.name = names.display(self.name)
        self.strict_key = names.strict_key(self.name)[:100]
        self.loose_key = names.loose_key(self.name)[:100]


class TaggedArticle(ItemBase):
    """A tag on the working copy; readers never see it."""

    content_object = models.ForeignKey("articles.Article", on_delete=models.CASCADE, related_name="tagged")
    tag = models.ForeignKey(Tag, on_delete=models.PROTECT, related_name="tagged_articles")

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["content_object", "tag"], name="tag_once_an_article")]


class TaggedEdition(Window, ItemBase):
    """A tag of a published edition: what tag pages, counts and related stories are made of."""

    content_object = models.ForeignKey("articles.Edition", on_delete=models.PROTECT, related_name="tagged")
    tag = models.ForeignKey(Tag, on_delete=models.PROTECT, related_name="tagged_editions", db_index=False)

    class Meta:
        ordering = ["pk"]
        indexes = [
            models.Index(fields=["tag", "-published_at", "-content_object", *WINDOW], name="tagged_edition_newest")
        ]
        constraints = [
            models.UniqueConstraint(fields=["content_object", "tag"], name="tag_once_an_edition"),
            window_ends_after_it_starts("tagged_edition"),
        ]
