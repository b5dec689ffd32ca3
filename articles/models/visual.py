"""Visuals: short films, music videos and the like, with their credits."""

from __future__ import annotations

from datetime import datetime
from typing import Self

from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Exists, OuterRef, Q

from articles.models.edition import VisualUse
from people import names
from people.addresses import address
from people.name_keys import NameKey


class VisualQuerySet(models.QuerySet["Visual"]):
    def in_use(self, at: datetime) -> Self:
        """Those that a live edition shows: only these have a page."""
        return self.filter(Exists(VisualUse.objects.live(at).filter(visual=OuterRef("pk"))))


class Visual(models.Model):
    class Kind(models.TextChoices):
        SHORT_FILM = "short_film", "Short film"
        MUSIC_VIDEO = "music_video", "Visual"
        VISUALISER = "visualiser", "Visualiser"
        PERFORMANCE = "performance", "Performance"
        LIVE_SESSION = "live_session", "Live session"
        TRAILER = "trailer", "Trailer"
        DOCUMENTARY = "documentary", "Documentary"

    class Precision(models.TextChoices):
        DAY = "day", "day"
        MONTH = "month", "month"
        YEAR = "year", "year"

    title = models.CharField(max_length=200)
    slug = models.SlugField(max_length=90, unique=True)
    kind = models.CharField(max_length=20, choices=Kind, default=Kind.MUSIC_VIDEO)
    song = models.CharField(max_length=200, blank=True, help_text="The song it is for.")
    release = models.CharField(max_length=200, blank=True, help_text="The album or single that the song is from.")
    released = models.DateField(null=True, blank=True)
    released_precision = models.CharField(max_length=5, choices=Precision, default=Precision.DAY)
    running_time = models.CharField(
        max_length=8,
        blank=True,
        validators=[RegexValidator(r"^(\d{1,2}:)?[0-5]?\d:[0-5]\d$", "Write it as 5:41 or 1:02:30.")],
        help_text="Minutes and seconds: 5:41.",
    )
    player_url = models.URLField(max_length=500, blank=True, help_text="The page where it can be watched.")
    poster = models.ForeignKey(
        "articles.Photo", null=True, blank=True, on_delete=models.PROTECT, related_name="poster_of"
    )
    description = models.TextField(blank=True)
    strict_key = models.CharField(max_length=200, db_index=True, editable=False)
    loose_key = models.CharField(max_length=200, db_index=True, editable=False)
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)

    objects = VisualQuerySet.as_manager()

    class Meta:
        ordering = ["title", "pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(title=""), name="visual_has_a_title"),
            models.CheckConstraint(condition=~Q(slug=""), name="visual_has_a_slug"),
        ]

    def __str__(self) -> str:
        return self.title

    def save(self, *args: object, **kwargs: object) -> None:
        self.title = names.display(self.title)
        self.strict_key = names.strict_key(self.title)[:200]
        self.loose_key = names.loose_key(self.title)[:200]
        super().save(*args, **kwargs)  # type: ignore[arg-type]
        NameKey.write(NameKey.Kind.VISUAL, self.pk, [self.title])

    def get_absolute_url(self) -> str:
        return address("articles:visual", self.slug)

    @property
    def released_text(self) -> str:
        """The release date as precisely as it is known, in words."""
        if not self.released:
            return ""
        month = self.released.strftime("%B")
        shown = {"day": f"{self.released.day} {month} {self.released.year}", "month": f"{month} {self.released.year}"}
        return shown.get(self.released_precision, str(self.released.year))


# The headings of a credits list, in the order in which a page has them.
GROUPS = ("Direction", "Cast", "Song", "Production")


class Role(models.TextChoices):
    """What somebody did. The names are MusicBrainz's and the trade's; `group` is the heading on the credits list."""

    MAIN_ARTIST = "main_artist", "Artist"
    FEATURED_ARTIST = "featured_artist", "Featuring"
    DIRECTOR = "director", "Director"
    WRITER = "writer", "Writer"
    PERFORMER = "performer", "With"
    ACTOR = "actor", "Cast"
    NARRATOR = "narrator", "Narrator"
    SONG_PRODUCER = "song_producer", "Song producer"
    SONGWRITER = "songwriter", "Songwriter"
    PRODUCER = "producer", "Producer"
    EXECUTIVE_PRODUCER = "executive_producer", "Executive producer"
    PRODUCTION_COMPANY = "production_company", "Production company"
    COMMISSIONER = "commissioner", "Commissioner"
    CINEMATOGRAPHER = "cinematographer", "Cinematographer"
    EDITOR = "editor", "Editor"
    CHOREOGRAPHER = "choreographer", "Choreographer"
    PRODUCTION_DESIGNER = "production_designer", "Production designer"
    COSTUME = "costume", "Costume"
    HAIR_MAKEUP = "hair_makeup", "Hair and make-up"
    ANIMATION = "animation", "Animation"
    VFX = "vfx", "Visual effects"
    COLOURIST = "colourist", "Colourist"
    SOUND = "sound", "Sound"

    @property
    def group(self) -> str:
        """One of `GROUPS`."""
        if self in {Role.MAIN_ARTIST, Role.FEATURED_ARTIST, Role.SONG_PRODUCER, Role.SONGWRITER}:
            return "Song"
        if self in {Role.DIRECTOR, Role.WRITER}:
            return "Direction"
        return "Cast" if self in {Role.PERFORMER, Role.ACTOR, Role.NARRATOR} else "Production"


class CreditQuerySet(models.QuerySet["Credit"]):
    def as_listed(self) -> list[Credit]:
        """Each heading's together, and under it in the order in which they were written down."""
        return sorted(self.select_related("person"), key=lambda credit: GROUPS.index(Role(credit.role).group))

    def shown(self, at: datetime) -> Self:
        """Those on visuals that a live edition shows."""
        return self.filter(Exists(VisualUse.objects.live(at).filter(visual=OuterRef("visual"))))


class Credit(models.Model):
    """One line of a visual's liner notes. A name without a page of its own is allowed and shown unlinked."""

    visual = models.ForeignKey(Visual, on_delete=models.CASCADE, related_name="credits")
    role = models.CharField(max_length=20, choices=Role)
    person = models.ForeignKey("people.Person", null=True, blank=True, on_delete=models.PROTECT, related_name="credits")
    name = models.CharField(max_length=200, blank=True, help_text="For somebody who has no page here.")
    credited_as = models.CharField(max_length=200, blank=True, help_text="As the credits print it, if otherwise.")
    character = models.CharField(max_length=200, blank=True, help_text="Whom an actor plays.")
    qualifier = models.CharField(
        max_length=40, blank=True, help_text="Additional, assistant … only if the source says so."
    )
    position = models.PositiveSmallIntegerField(default=0)

    objects = CreditQuerySet.as_manager()

    class Meta:
        ordering = ["position", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(person__isnull=False, name="") | (Q(person__isnull=True) & ~Q(name="")),
                name="credit_names_a_person_or_a_name",
            ),
            models.CheckConstraint(condition=Q(role__in=Role.values), name="credit_role_is_known"),
        ]

    def __str__(self) -> str:
        return f"{self.get_role_display()}: {self.shown_name}"

    @property
    def shown_name(self) -> str:
        return self.credited_as or (self.person.name if self.person else self.name)

    @property
    def role_text(self) -> str:
        label = self.get_role_display()
        return f"{self.qualifier.capitalize()} {label.lower()}" if self.qualifier else label
