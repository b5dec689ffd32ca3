"""Writer, editor, managing editor: groups with permissions. An outlet can regroup them; nothing else knows their names."""

from __future__ import annotations

from typing import Any

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
)
_EDITOR = (
    _WRITER
    | {"change_any_article", "publish_article"}
    | _may(("change",), _NOUNS)
    | _may(("delete",), ("alias", "personlink", "credit", "tagsynonym"))
)
_MANAGING_EDITOR = (
    _EDITOR
    | {"withdraw_article"}
    | _may(("add", "change"), ("section",))
    | _may(("view", "add", "change", "delete"), ("redirect",))
)
PERMISSIONS: dict[str, set[str]] = {WRITER: _WRITER, EDITOR: _EDITOR, MANAGING_EDITOR: _MANAGING_EDITOR}


def make_roles(group_model: Any, permission_model: Any) -> None:
    """Creates the three groups with exactly these permissions; safe to run again. Takes the models so that a
    migration can pass its own. Raises LookupError for a permission that does not exist."""
    for role, wanted in PERMISSIONS.items():
        group, _ = group_model.objects.get_or_create(name=role)
        found = list(
            permission_model.objects.filter(codename__in=wanted, content_type__app_label__in=["articles", "people"])
        )
        missing = wanted - {permission.codename for permission in found}
        if missing:
            raise LookupError(f"No such permissions: {', '.join(sorted(missing))}")
        group.permissions.set(found)
