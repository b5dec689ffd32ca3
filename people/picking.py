"""The admin's fields that find as one types, for whatever a hand-made form may send in their place.

Django's own widgets ask the database for each value before they show a refused form again, and break on one that is no
number. Here such a value is 0, which no row has, so that the field itself refuses it.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.contrib.admin.widgets import AutocompleteSelect, AutocompleteSelectMultiple
from django.db.models import Model

from people.numbers import row_id


class Known:
    """`known` are rows that are at hand already: a form that shows them as chosen does not ask for them again."""

    known: Sequence[Model] = ()

    def optgroups(self, name: str, value: Any, attr: Any = None) -> Any:
        widget: Any = self
        if not self.known or {str(row.pk) for row in self.known} != {str(chosen) for chosen in value}:
            return super().optgroups(name, value, attr)  # type: ignore[misc]
        empty = [] if widget.is_required or widget.allow_multiple_selected else [("", "", False)]
        rows = [(row.pk, widget.choices.field.label_from_instance(row), True) for row in self.known]
        options = [widget.create_option(name, *row, place) for place, row in enumerate([*empty, *rows])]
        return [(None, options, 0)]


class PickOne(Known, AutocompleteSelect):
    """A row, found by its words."""

    def value_from_datadict(self, data: Any, files: Any, name: str) -> Any:
        sent = super().value_from_datadict(data, files, name)
        return str(row_id(sent)) if sent else sent


class PickMany(Known, AutocompleteSelectMultiple):
    """Rows, found by their words."""

    def value_from_datadict(self, data: Any, files: Any, name: str) -> Any:
        return [str(row_id(sent)) for sent in super().value_from_datadict(data, files, name) or []]


def know(field: Any, *rows: Model | None) -> None:
    """Tells a form's field of rows that its initial value names."""
    widget = getattr(field.widget, "widget", field.widget)  # the admin wraps it in its “add another” button
    widget.known = [row for row in rows if row is not None]


class Picking:
    """For an admin with `autocomplete_fields`: those fields are these."""

    def formfield_for_foreignkey(self, db_field: Any, request: Any, **kwargs: Any) -> Any:
        admin: Any = self
        if db_field.name in admin.get_autocomplete_fields(request):
            kwargs.setdefault("widget", PickOne(db_field, admin.admin_site))
        return super().formfield_for_foreignkey(db_field, request, **kwargs)  # type: ignore[misc]

    def formfield_for_manytomany(self, db_field: Any, request: Any, **kwargs: Any) -> Any:
        admin: Any = self
        if db_field.name in admin.get_autocomplete_fields(request):
            kwargs.setdefault("widget", PickMany(db_field, admin.admin_site))
        return super().formfield_for_manytomany(db_field, request, **kwargs)  # type: ignore[misc]
