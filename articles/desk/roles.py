"""Writer, editor, managing editor: groups with permissions. An outlet can regroup them; nothing else knows their names."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.management import create_permissions

WRITER, EDITOR, MANAGING_EDITOR = "writer", "editor", "managing editor"

_NOUNS = ("person", "alias", "personlink", "photo", "visual", "credit", "source", "tag", "tagsynonym")
_RECORD = ("edition", "quote", "revision", "move", "section")


def _may(verbs: tuple[str, ...], nouns: tuple[str, ...]) -> set[str]:
    return {f"{verb}_{noun}" for verb in verbs for noun in nouns}


_WRITER = (
    _may(("view", "add", "change"), ("article", "byline"))
    | {"delete_byline"}
    | _may(("view", "add"), _NOUNS)
    | {"change_photo", "change_source"}
    | _may(("view",), _RECORD)
    | _may(("view", "add"), ("note",))
    | {"view_houserule"}
)
_EDITOR = (
    _WRITER
    | {f"{verb}_article" for verb in ("change_any", "assign", "approve", "publish", "hold")}
    | _may(("change",), _NOUNS)
    | _may(("delete",), ("alias", "personlink", "credit", "tagsynonym"))
)
_MANAGING_EDITOR = (
    _EDITOR
    | {f"{verb}_article" for verb in ("lift", "withdraw", "take_down")}
    | _may(("add", "change"), ("section",))
    | _may(("view", "add"), ("frontplace",))
    | {"view_audit"}
    | _may(("view", "add", "change", "delete"), ("redirect", "houserule"))
    | _may(("view", "delete"), ("missingpage",))
    | _may(("view", "add"), ("merge",))
)
PERMISSIONS: dict[str, set[str]] = {WRITER: _WRITER, EDITOR: _EDITOR, MANAGING_EDITOR: _MANAGING_EDITOR}


def make_roles(group_model: Any, permission_model: Any) -> None:
    """Creates the three groups with exactly these permissions; safe to run again. Raises LookupError for a
    permission that does not exist."""
    for role, wanted in PERMISSIONS.items():
        group, _ = group_model.objects.get_or_create(name=role)
        found = _found(permission_model, wanted)
        missing = wanted - {permission.codename for permission in found}
        if missing:
            raise LookupError(f"No such permissions: {', '.join(sorted(missing))}")
        group.permissions.set(found)


def grant(apps: Any, schema_editor: Any) -> None:
    """For migrations: gives the groups what there is by now, and takes nothing away that an outlet has changed.

    Django makes permissions only after all migrations have run, so they are made here."""
    for label in ("articles", "people"):
        config = apps.get_app_config(label)
        config.models_module = True
        create_permissions(config, apps=apps, verbosity=0, using=schema_editor.connection.alias)
        config.models_module = None
    for role, wanted in PERMISSIONS.items():
        group, _ = apps.get_model("auth", "Group").objects.get_or_create(name=role)
        group.permissions.add(*_found(apps.get_model("auth", "Permission"), wanted))


def _found(permission_model: Any, wanted: set[str]) -> list[Any]:
    here = permission_model.objects.filter(content_type__app_label__in=["articles", "people"])
    return list(here.filter(codename__in=wanted))
