"""The story's text on the form: the editor's widget, and a field that speaks the body's grammar."""

from __future__ import annotations

import json
from typing import Any

from django import forms
from django.urls import reverse
from django_prose_editor.widgets import AdminProseEditorWidget
from js_asset import ImportMap, Media

from articles.body.embeds import REGISTRY
from articles.body.quotes import quotes_in
from people.models import Person

MODULES = (
    "autosave",
    "beside",
    "cards",
    "combobox",
    "conflict",
    "decisions",
    "dialog",
    "embed",
    "focal-point",
    "keys",
    "paste",
    "people",
    "pickers",
    "places",
    "presence",
    "quote-desk",
    "quote-dialog",
    "quote-mark",
    "reference",
    "row-dialog",
    "server",
    "slash-menu",
    "subject-desk",
    "toolbar",
)
# Bare names, so that hashed file names reach the modules: a relative import would not be rewritten.
EDITOR_MEDIA = Media(
    importmap=ImportMap({f"desk/{name}": f"js/desk/{name}.js" for name in MODULES}),
    css={"all": ["css/desk/editor.css", "css/desk/writing.css", "css/desk/focal-point.css"]},
)


class BodyWidget(AdminProseEditorWidget):
    def __init__(self, **kwargs: Any) -> None:
        super().__init__(preset="article", **kwargs)

    @property
    def media(self) -> Media:
        return super().media + EDITOR_MEDIA

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context(name, value, attrs)
        context["widget"]["attrs"] |= {
            "data-people": json.dumps(speakers_of(value or "")),
            "data-sources-url": reverse("admin:articles_pick_sources"),
            "data-kinds": json.dumps({kind.name: kind.title for kind in REGISTRY.values()}),
            "data-embed-url": reverse("admin:articles_embed", args=["KIND"]),
            "data-people-url": reverse("admin:people_person_names"),
            "data-add-person-url": reverse("admin:people_person_add_by_name"),
            "data-add-alias-url": reverse("admin:people_person_add_alias"),
        }
        return context


def speakers_of(body: str) -> dict[str, str]:
    """The names behind the ids in a body's quotations: the stored text carries ids alone."""
    try:
        ids = {quote.speaker_id for quote in quotes_in(body) if quote.speaker_id}
    except (ValueError, StopIteration):
        return {}  # a hand-made body that the form is about to refuse
    return {str(pk): name for pk, name in Person.objects.filter(pk__in=ids).values_list("pk", "name")} if ids else {}


class BodyField(forms.CharField):
    """What it cleans is not stored: saving brings it into its canonical form."""

    widget = BodyWidget

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(strip=True, **kwargs)
