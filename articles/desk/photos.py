"""Photos on their way in: checked, cleaned of what they carry along, cut to the crops that pages show.

Only five decoders are let near a stranger's file, its header is read before its pixels, and what is stored is a fresh
image: position data, thumbnails, trailers and comments stay behind.
"""

from __future__ import annotations

import hashlib
import io
from dataclasses import dataclass
from typing import IO, Any

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from PIL import Image, ImageOps, UnidentifiedImageError

from articles.models import Photo
from articles.models.photo import random_name

FORMATS = ("JPEG", "PNG", "WEBP", "GIF", "AVIF")
MAX_PIXELS = 50_000_000
MAX_BYTES = 40_000_000
SHARE_SIZE = (1200, 630)
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
# Pillow's own bound warns where ours refuses; ours is read from the header, before any pixel.
Image.MAX_IMAGE_PIXELS = None


class BadPhoto(ValueError):
    """The file can't be a photo; the message says why."""


def read_upload(upload: IO[bytes]) -> Image.Image:
    """The upload as a fresh upright image. Raises BadPhoto for what is no image, too large, or animated at length."""
    data = upload.read(MAX_BYTES + 1)
    if len(data) > MAX_BYTES:
        raise BadPhoto(f"The file is over {MAX_BYTES // 1_000_000} MB. Export it smaller.")
    try:
        with Image.open(io.BytesIO(data), formats=FORMATS) as opened:
            _refuse_bomb(opened)
            upright = ImageOps.exif_transpose(opened)
            return _fresh(upright)
    except UnidentifiedImageError as error:
        raise BadPhoto("This is not a JPEG, PNG, WebP, GIF or AVIF image. SVG and PDF files are not taken.") from error
    except (OSError, SyntaxError, ValueError, Image.DecompressionBombError) as error:
        raise BadPhoto(
            str(error) if isinstance(error, BadPhoto) else "The image is damaged and can’t be read."
        ) from error


def _refuse_bomb(opened: Image.Image) -> None:
    width, height = opened.size
    if width * height > MAX_PIXELS:
        raise BadPhoto(f"The image is {width} × {height} pixels; {MAX_PIXELS // 1_000_000} megapixels is the most.")


def _fresh(image: Image.Image) -> Image.Image:
    """A copy of the pixels and nothing else; transparency lies on white."""
    if image.mode in ("RGBA", "LA", "PA") or "transparency" in image.info:
        layer = image.convert("RGBA")
        image = Image.new("RGB", layer.size, "white")
        image.paste(layer, mask=layer.getchannel("A"))
    fresh = Image.new("RGB", image.size)
    fresh.paste(image.convert("RGB"))
    return fresh


def keep(photo: Photo, image: Image.Image) -> None:
    """Gives the photo a clean original, its fingerprint, and its renditions; does not save the row."""
    keep_original(photo, image)
    photo.renditions = store(cut(image, photo.focal_x, photo.focal_y))


def keep_original(photo: Photo, image: Image.Image) -> None:
    buffer = io.BytesIO()
    image.save(buffer, "JPEG", quality=92, optimize=True)
    data = buffer.getvalue()
    photo.width, photo.height = image.size
    photo.sha256 = hashlib.sha256(data).hexdigest()
    photo.file.save("photo.jpg", ContentFile(data), save=False)


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
    share = image.crop(crop_box(image.size, SHARE_SIZE[0] / SHARE_SIZE[1], focal_x, focal_y))
    made["og"] = {"jpeg": [(SHARE_SIZE[0], _encoded(share.resize(SHARE_SIZE, Image.Resampling.LANCZOS), "JPEG"))]}
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


def cut_again(photo: Photo) -> None:
    """New renditions of the stored original, after its focal point has moved; does not save the row."""
    with photo.file.open("rb") as file, Image.open(file, formats=FORMATS) as opened:
        photo.renditions = store(cut(opened.convert("RGB"), photo.focal_x, photo.focal_y))
