"""What may stand in a text as an object of its own: one registry, a form and a template a kind.

The form validates every road in: dialog, save, autosave, import. A kind is added by one entry in `REGISTRY`.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django import forms

from articles.body import players
from articles.body.existing import Ids, Known
from articles.models import Photo, Visual


class EmbedForm(forms.Form):
    """`known` are the ids that exist, looked up once a body; without them the form asks the database itself."""

    refers_to: type[Photo] | type[Visual] | None = None
    refers_by = ""

    def __init__(self, *args: Any, known: Collection[int] | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.known = known

    def existing(self, field: str, missing: str) -> int:
        value = self.cleaned_data[field]
        if not (value in self.known if self.known is not None else self._exists(value)):
            raise forms.ValidationError(missing)
        return int(value)

    def _exists(self, pk: int) -> bool:
        return self.refers_to is not None and self.refers_to.objects.filter(pk=pk).exists()

    def props(self) -> dict[str, Any]:
        """What is stored: the cleaned values that say something."""
        return {name: value for name, value in self.cleaned_data.items() if value not in ("", None, False, [])}


class PickField(forms.IntegerField):
    """The number of a row that the writer finds by its words; `picks` names what is looked through."""

    def __init__(self, picks: str, **kwargs: Any) -> None:
        super().__init__(widget=forms.HiddenInput, min_value=1, **kwargs)
        self.picks = picks


class PickManyField(forms.JSONField):
    """Numbers of rows in their order."""

    def __init__(self, picks: str, **kwargs: Any) -> None:
        super().__init__(widget=forms.HiddenInput, **kwargs)
        self.picks = picks
        self.many = True


class AdForm(EmbedForm):
    pass


class PullquoteForm(EmbedForm):
    words = forms.CharField(
        max_length=400, widget=forms.Textarea(attrs={"rows": 3}), help_text="Exactly as quoted in the text."
    )


class PhotoForm(EmbedForm):
    refers_to, refers_by = Photo, "photo"

    photo = PickField("photo", label="Photo", error_messages={"required": "Pick a photo, or drop one here."})
    alt = forms.CharField(required=False, max_length=300, label="Alternative text, if other than the photo’s own")
    caption = forms.CharField(required=False, max_length=300, label="Caption, if other than the photo’s own")
    credit = forms.CharField(required=False, max_length=120, label="Credit, if other than the photo’s own")

    def clean_photo(self) -> int:
        return self.existing("photo", "There is no such photo. Pick one from the photos.")


class GalleryForm(EmbedForm):
    refers_to, refers_by = Photo, "photos"

    photos = PickManyField("photo", label="Photos", error_messages={"required": "Pick photos, or drop them here."})

    def clean_photos(self) -> list[int]:
        value = self.cleaned_data["photos"]
        if not isinstance(value, list) or not value or not all(type(item) is int for item in value):
            raise forms.ValidationError("Pick at least one photo.")
        if len(value) > 40:
            raise forms.ValidationError("A gallery holds 40 photos at most.")
        known = self.known if self.known is not None else set(Photo.objects.in_bulk(value))
        missing = [str(item) for item in value if item not in known]
        if missing:
            raise forms.ValidationError(f"There is no photo {', '.join(missing)}.")
        return value


class VisualForm(EmbedForm):
    refers_to, refers_by = Visual, "visual"

    visual = PickField("visual", label="Film or video", error_messages={"required": "Pick one, or add it."})

    def clean_visual(self) -> int:
        return self.existing("visual", "There is no such film or video. Make it first, under Visuals.")


class PlayerForm(EmbedForm):
    url = forms.CharField(max_length=500, label="Address of the page", help_text="As it stands in the browser.")
    title = forms.CharField(required=False, max_length=200)

    def clean_url(self) -> str:
        try:
            return players.resolve(self.cleaned_data["url"]).page
        except players.UnknownPlayer as error:
            raise forms.ValidationError(str(error)) from error


@dataclass(frozen=True)
class EmbedKind:
    name: str
    title: str
    form: type[EmbedForm]

    @property
    def template(self) -> str:
        return f"articles/embeds/{self.name}.html"


REGISTRY = {
    kind.name: kind
    for kind in (
        EmbedKind("pullquote", "Pull quote", PullquoteForm),
        EmbedKind("photo", "Photo", PhotoForm),
        EmbedKind("gallery", "Gallery", GalleryForm),
        EmbedKind("visual", "Film or video", VisualForm),
        EmbedKind("player", "Player", PlayerForm),
        EmbedKind("ad", "Ad slot", AdForm),
    )
}


def ids_in(embeds: Iterable[tuple[str, Mapping[str, Any]]]) -> Ids:
    """The ids of photos and visuals that these (kind, props) name."""
    wanted: Ids = {}
    for name, props in embeds:
        kind = REGISTRY.get(name)
        if kind and kind.form.refers_to:
            value = props.get(kind.form.refers_by)
            ids = value if isinstance(value, list) else [value]
            good = {item for item in ids if type(item) is int and 0 < item < 2**62}
            wanted.setdefault(kind.form.refers_to, set()).update(good)
    return wanted


def referenced(embeds: Iterable[tuple[str, Mapping[str, Any]]]) -> dict[type[Any], Mapping[int, Any]]:
    """All photos and visuals that these (kind, props) name, one query a table."""
    return {model: model._default_manager.in_bulk(ids) if ids else {} for model, ids in ids_in(embeds).items()}


def clean_props(name: str, props: Mapping[str, Any], known: Known) -> tuple[dict[str, Any], list[str]]:
    """The props as they are stored, or the problems, each a sentence."""
    kind = REGISTRY[name]
    typed = {key: json.dumps(value) if isinstance(value, list | dict) else value for key, value in props.items()}
    form = kind.form(typed, known=known.get(kind.form.refers_to) if kind.form.refers_to else None)
    if form.is_valid():
        return form.props(), []
    problems = [f"{kind.title}, {field}: {' '.join(map(str, errors))}" for field, errors in form.errors.items()]
    return {}, problems
