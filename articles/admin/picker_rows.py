"""A photo or a film as a picker shows it: `{"id", "name", "note", "thumb"}`, all strings."""

from __future__ import annotations

from typing import Any

from articles.models import Photo, Visual


def photo_row(photo: Photo) -> dict[str, Any]:
    alt = "" if photo.alt or photo.is_decorative else "no alt text yet"
    note = " · ".join(filter(None, [photo.credit or "no credit yet", alt]))
    return {"id": str(photo.pk), "name": str(photo), "note": note, "thumb": thumb(photo)}


def visual_row(visual: Visual) -> dict[str, Any]:
    note = " · ".join(filter(None, [visual.get_kind_display(), visual.released_text]))
    return {"id": str(visual.pk), "name": visual.title, "note": note, "thumb": thumb(visual.poster)}


def thumb(photo: Photo | None) -> str:
    """The smallest rendition's address, or nothing."""
    small = photo.renditions.get("3x2", {}).get("jpeg") if photo else None
    return small[0][1] if small else ""
