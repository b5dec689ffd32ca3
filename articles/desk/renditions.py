"""The crops that pages show, in the formats browsers take: cut when a photo is saved, never when a page is served.

A photo without renditions yet shows its original; `manage.py make_renditions` finds what a crash left undone.
"""

from __future__ import annotations

import io
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import connection, transaction
from PIL import Image

from articles.models import Photo
from articles.models.photo import random_name

# For cards of shared links, and one of the three shapes that search engines ask for; pages show neither.
SHARED = {"og": (1200, 630), "4x3": (1200, 900)}
AVIF_QUALITY, AVIF_SPEED, JPEG_QUALITY = 48, 9, 80
JPEG_SETTINGS: dict[str, Any] = {"quality": JPEG_QUALITY, "optimize": True, "progressive": True}


@dataclass(frozen=True)
class Crop:
    """A shape that pages show: width by height, the widths in pixels that are cut, and the one kept as JPEG too."""

    name: str
    ratio: float
    widths: tuple[int, ...]
    fallback: int


# 750, not 720: a phone of 412 CSS pixels at 1.75 asks for 721 and would take the next size up.
CROPS = (
    Crop("1x1", 1.0, (480, 750, 1200), 750),
    Crop("16x9", 16 / 9, (480, 960, 1600), 960),
    Crop("3x2", 3 / 2, (360, 720), 720),
)

_WORKER = ThreadPoolExecutor(max_workers=1, thread_name_prefix="renditions")


def cut_soon(photo: Photo) -> None:
    """New renditions after this transaction, off the request; at once where settings say so (tests, commands)."""
    pk = photo.pk
    if settings.RENDITIONS_IN_BACKGROUND:
        transaction.on_commit(lambda: _WORKER.submit(_cut_and_close, pk))
    else:
        transaction.on_commit(lambda: cut_now(pk))


def cut_now(pk: int) -> None:
    """Cuts the stored original around its focal point and writes the addresses to the photo's row."""
    photo = Photo.objects.get(pk=pk)
    with photo.file.open("rb") as file, Image.open(file, formats=("JPEG",)) as opened:
        made = store(cut(opened.convert("RGB"), photo.focal_x, photo.focal_y))
    Photo.objects.filter(pk=pk).update(renditions=made)


def _cut_and_close(pk: int) -> None:
    try:
        cut_now(pk)
    finally:
        connection.close()  # the thread's own


def cut(image: Image.Image, focal_x: float, focal_y: float) -> dict[str, dict[str, list[tuple[int, bytes]]]]:
    """All renditions as bytes: crop → format → (width, data), smallest first. Pure, so that it can run in a process."""
    made: dict[str, dict[str, list[tuple[int, bytes]]]] = {}
    for crop in CROPS:
        frame = image.crop(crop_box(image.size, crop.ratio, focal_x, focal_y))
        widths = [width for width in crop.widths if width <= frame.width] or [frame.width]
        fallback = max((width for width in widths if width <= crop.fallback), default=widths[0])
        scaled = {width: _scaled(frame, width, crop.ratio) for width in widths}
        made[crop.name] = {
            "avif": [(width, _encoded(small, "AVIF")) for width, small in scaled.items()],
            "jpeg": [(fallback, _encoded(scaled[fallback], "JPEG"))],
        }
    for name, size in SHARED.items():
        share = image.crop(crop_box(image.size, size[0] / size[1], focal_x, focal_y))
        made[name] = {"jpeg": [(size[0], _encoded(share.resize(size, Image.Resampling.LANCZOS), "JPEG"))]}
    return made


def store(made: dict[str, dict[str, list[tuple[int, bytes]]]]) -> dict[str, Any]:
    """Writes renditions under random names; returns what `Photo.renditions` holds."""
    return {
        crop: {kind: [[width, _stored(data, kind)] for width, data in sizes] for kind, sizes in formats.items()}
        for crop, formats in made.items()
    }


def crop_box(size: tuple[int, int], ratio: float, focal_x: float, focal_y: float) -> tuple[int, int, int, int]:
    """The largest frame of that shape (width / height) whose middle is as near to the focal point as the edges allow."""
    width, height = size
    frame_width, frame_height = min(width, round(height * ratio)), min(height, round(width / ratio))
    left = round(min(max(focal_x * width - frame_width / 2, 0), width - frame_width))
    top = round(min(max(focal_y * height - frame_height / 2, 0), height - frame_height))
    return left, top, left + frame_width, top + frame_height


def _scaled(frame: Image.Image, width: int, ratio: float) -> Image.Image:
    size = (width, max(1, round(width / ratio)))
    return frame if frame.size == size else frame.resize(size, Image.Resampling.LANCZOS)


def _encoded(image: Image.Image, kind: str) -> bytes:
    buffer = io.BytesIO()
    if kind == "AVIF":
        image.save(buffer, "AVIF", quality=AVIF_QUALITY, speed=AVIF_SPEED, max_threads=1)
    else:
        image.save(buffer, "JPEG", **JPEG_SETTINGS)
    return buffer.getvalue()


def _stored(data: bytes, kind: str) -> str:
    name = default_storage.save(random_name(Photo(), f"rendition.{kind}"), ContentFile(data))
    return str(default_storage.url(name))
