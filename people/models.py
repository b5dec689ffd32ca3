"""People and groups that stories are about, and every name they go by."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any, Self
from urllib.parse import urlsplit

from django.core.validators import RegexValidator, URLValidator
from django.db import models
from django.db.models import Case, Exists, IntegerField, OuterRef, Q, Subquery, Value, When

from people import names
from people.addresses import address
from people.name_keys import NameKey

_SERVICES = {
    "open.spotify.com": "Spotify",
    "music.apple.com": "Apple Music",
    "instagram.com": "Instagram",
    "youtube.com": "YouTube",
    "soundcloud.com": "SoundCloud",
    "bandcamp.com": "Bandcamp",
    "tiktok.com": "TikTok",
    "x.com": "X",
    "tidal.com": "Tidal",
    "deezer.com": "Deezer",
    "wikipedia.org": "Wikipedia",
}


class PersonQuerySet(models.QuerySet["Person"]):
    def standing(self) -> Self:
        """Without those who were merged into another."""
        return self.filter(merged_into__isnull=True)

    def visible(self, at: datetime) -> Self:
        """Those whom a live row names, and those whom a visual that a live row shows credits: only these have a page."""
        mention: Any = Person._meta.get_field("mentions").related_model
        credit: Any = Person._meta.get_field("credits").related_model
        mentioned = Exists(mention.objects.live(at).filter(person=OuterRef("pk")))
        credited = Exists(credit.objects.shown(at).filter(person=OuterRef("pk")))
        return self.filter(mentioned | credited)

    def who_stand_for(self, ids: Iterable[int]) -> Self:
        """The people of these ids, and in place of one who was merged whoever stands for them."""
        wanted = list(ids)
        return self.standing().filter(
            Q(pk__in=wanted) | Q(pk__in=Person.objects.filter(pk__in=wanted).values("merged_into"))
        )

    def named(self, typed: str) -> Self:
        """People whose name or alias begins with what was typed, exact names first; `alias_found` says which alias."""
        key = names.loose_key(typed)
        if not key:
            return self.none()
        alias = Alias.objects.filter(person=OuterRef("pk"), loose_key__startswith=key).order_by("loose_key", "pk")
        by_alias = Subquery(alias.values("name")[:1])
        exact = Q(loose_key=key) | Q(aliases__loose_key=key)
        rank = Case(When(exact, then=Value(0)), default=Value(1), output_field=IntegerField())
        found = self.standing().filter(
            Q(loose_key__startswith=key) | Q(aliases__loose_key__startswith=key) | _word_start(typed)
        )
        return found.annotate(alias_found=by_alias, rank=rank).order_by("rank", "sort_name", "pk").distinct()


def standing_for(ids: Iterable[int]) -> dict[int, int]:
    """By id of a person that there is: who stands for them, which is themselves unless they were merged. One query."""
    rows = Person.objects.filter(pk__in=list(ids)).values_list("pk", "merged_into")
    return {pk: merged_into or pk for pk, merged_into in rows}


def _word_start(typed: str) -> Q:
    """Matches a later word of a name too: "lamar" finds Kendrick Lamar."""
    word = names.strict_key(typed)
    return Q(strict_key__contains=f" {word}") | Q(aliases__strict_key__contains=f" {word}")


class Person(models.Model):
    class Kind(models.TextChoices):
        PERSON = "person", "Person"
        GROUP = "group", "Group"

    class Pronouns(models.TextChoices):
        HE = "he", "he"
        SHE = "she", "she"
        THEY = "they", "they"

    name = models.CharField(max_length=200, help_text="As it is printed, punctuation and all.")
    sort_name = models.CharField(
        max_length=200, blank=True, help_text="“Lamar, Kendrick”. Left empty, it is made from the name."
    )
    slug = models.SlugField(max_length=90, unique=True, help_text="The last part of the page’s address.")
    kind = models.CharField(max_length=10, choices=Kind, default=Kind.PERSON)
    role = models.CharField(max_length=80, blank=True, help_text="In one or two words: “Rapper”.")
    disambiguation = models.CharField(max_length=120, blank=True, help_text="Tells namesakes apart: “US rapper”.")
    pronouns = models.CharField(max_length=10, choices=Pronouns, blank=True)
    bio = models.TextField(blank=True, help_text="One paragraph, public. Nothing that is under embargo.")
    born_or_formed = models.CharField(max_length=80, blank=True, help_text="As far as it is known: “2009, Leeds”.")
    area = models.CharField(max_length=120, blank=True, help_text="Where they are from.")
    members = models.ManyToManyField("self", symmetrical=False, related_name="groups", blank=True)
    mbid = models.UUIDField("MusicBrainz id", null=True, blank=True, unique=True)
    wikidata = models.CharField(
        max_length=20, blank=True, validators=[RegexValidator(r"^Q\d+$", "A Wikidata id looks like Q130798.")]
    )
    merged_into = models.ForeignKey(
        "self", null=True, blank=True, editable=False, on_delete=models.PROTECT, related_name="merged",
        help_text="The person who stands for this one.",
    )  # fmt: skip
    sort_key = models.CharField(
        max_length=200, editable=False, default="", help_text="The sort name as lists order it."
    )
    strict_key = models.CharField(max_length=200, db_index=True, editable=False)
    loose_key = models.CharField(max_length=200, db_index=True, editable=False)
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)

    objects = PersonQuerySet.as_manager()

    class Meta:
        ordering = ["sort_key", "pk"]
        verbose_name_plural = "people"
        indexes = [models.Index(fields=["sort_key", "id"], name="person_by_sort_key")]
        constraints = [
            models.CheckConstraint(condition=~Q(name=""), name="person_has_a_name"),
            models.CheckConstraint(condition=~Q(slug=""), name="person_has_a_slug"),
            models.UniqueConstraint(
                fields=["wikidata"], condition=~Q(wikidata=""), name="person_wikidata_names_one_person"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} ({self.disambiguation})" if self.disambiguation else self.name

    def clean(self) -> None:
        self._derive()

    def save(self, *args: object, **kwargs: object) -> None:
        # Keys follow the name whatever road the save came by: a name that can't be found is lost.
        self._derive()
        super().save(*args, **kwargs)  # type: ignore[arg-type]
        self.write_keys()

    def write_keys(self) -> None:
        """Makes the person findable by each name that they go by, and by no other. What was indexed under one who was
        merged into them is found by the same."""
        called = [self.name, *(alias.name for alias in self.aliases.all())]
        for pk in [self.pk, *self.merged.values_list("pk", flat=True)]:
            NameKey.write(NameKey.Kind.PERSON, pk, called)

    def _derive(self) -> None:
        self.name = names.display(self.name)
        self.sort_name = self.sort_name or names.sort_name(self.name, is_group=self.kind == self.Kind.GROUP)
        # Without case and accents, so that "beabadoobee" stands among the Bs and "Édith" among the Es.
        self.sort_key = names.strict_key(self.sort_name)[:200]
        self.strict_key = names.strict_key(self.name)[:200]
        self.loose_key = names.loose_key(self.name)[:200]

    def get_absolute_url(self) -> str:
        return address("people:detail", self.slug)

    @property
    def initials(self) -> str:
        return names.initials(self.name)

    @property
    def voice(self) -> int:
        """The person's own colour, 1 to 4: the same on every page that shows them alone."""
        return self.pk % 4 + 1


class Alias(models.Model):
    """Another name for a person. It finds them; it never rewrites what a story says."""

    class Kind(models.TextChoices):
        STAGE = "stage", "Stage name"
        LEGAL = "legal", "Legal name"
        FORMER = "former", "Former name"
        SEARCH = "search", "Search hint, not shown"

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="aliases")
    name = models.CharField(max_length=200)
    kind = models.CharField(max_length=10, choices=Kind, default=Kind.STAGE)
    strict_key = models.CharField(max_length=200, db_index=True, editable=False)
    loose_key = models.CharField(max_length=200, db_index=True, editable=False)

    class Meta:
        ordering = ["pk"]
        verbose_name_plural = "aliases"
        constraints = [
            # On the name, not the key: "K. Dot" and "K.Dot" are both printed, and both must be recognised in a text.
            models.UniqueConstraint(fields=["person", "name"], name="alias_once_a_person"),
            models.CheckConstraint(condition=~Q(name=""), name="alias_has_a_name"),
        ]

    def __str__(self) -> str:
        return self.name

    def save(self, *args: object, **kwargs: object) -> None:
        self.name = names.display(self.name)
        self.strict_key = names.strict_key(self.name)[:200]
        self.loose_key = names.loose_key(self.name)[:200]
        super().save(*args, **kwargs)  # type: ignore[arg-type]
        self.person.write_keys()

    def delete(self, *args: object, **kwargs: object) -> tuple[int, dict[str, int]]:
        person = self.person
        deleted = super().delete(*args, **kwargs)  # type: ignore[arg-type]
        person.write_keys()
        return deleted


class PersonLink(models.Model):
    """A page about a person elsewhere; the service is read from its host, nobody picks it."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="links")
    url = models.URLField(max_length=500, validators=[URLValidator(schemes=["http", "https"])])

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["person", "url"], name="link_once_a_person")]

    def __str__(self) -> str:
        return self.url

    @property
    def service(self) -> str:
        host = (urlsplit(self.url).hostname or "").removeprefix("www.")
        for known, label in _SERVICES.items():
            if host == known or host.endswith(f".{known}"):
                return label
        return host


class FormerSlug(models.Model):
    """An address that a person's page once had; it redirects to the page of today."""

    slug = models.SlugField(max_length=90, unique=True)
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="former_slugs")

    def __str__(self) -> str:
        return self.slug
