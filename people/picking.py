"""The admin's fields that find as one types, for whatever a hand-made form may send in their place.

Django's own widgets ask the database for each value before they show a refused form again, and break on one that is no
number. Here such a value is 0, which no row has, so that the field itself refuses it.
"""

from __future__ import annotations

from typing import Any

from django.contrib.admin.widgets import AutocompleteSelect, AutocompleteSelectMultiple

from people.numbers import row_id


class PickOne(AutocompleteSelect):
    """A row, found by its words."""

    def value_from_datadict(self, data: Any, files: Any, name: str) -> Any:
        sent = super().value_from_datadict(data, files, name)
        return str(row_id(sent)) if sent else sent


class PickMany(AutocompleteSelectMultiple):
    """Rows, found by their words."""

    def value_from_datadict(self, data: Any, files: Any, name: str) -> Any:
        return [str(row_id(sent)) for sent in super().value_from_datadict(data, files, name) or []]


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
