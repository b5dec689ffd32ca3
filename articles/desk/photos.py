"""Photos on their way in: checked, and cleaned of what they carry along.

Only five decoders are let near a stranger's file, its header is read before its pixels, and what is stored is a fresh
image: position data, thumbnails, trailers and comments stay behind.
"""

from __future__ import annotations

import hashlib
import io
from typing import IO, Any

from django.core.files.base import ContentFile
from lxml import etree
from PIL import Image, ImageFile, ImageOps, IptcImagePlugin, UnidentifiedImageError

from articles.desk import renditions
from articles.models import Photo

FORMATS = ("JPEG", "PNG", "WEBP", "GIF", "AVIF")
MAX_PIXELS = 50_000_000
MAX_BYTES = 40_000_000
_EXIF_DESCRIPTION, _EXIF_ARTIST, _EXIF_COPYRIGHT = 0x010E, 0x013B, 0x8298
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


def take_in(upload: IO[bytes]) -> tuple[Photo, bool]:
    """Stores an uploaded picture with what its file says of caption, alt and credit; its renditions follow off the
    request. The same picture again gives the photo that is there, and True. Raises BadPhoto."""
    image = read_upload(upload)
    upload.seek(0)
    said = said_by_file(upload)
    data = _original(image)
    known = Photo.objects.filter(sha256=hashlib.sha256(data).hexdigest()).first()
    if known:
        return known, True
    photo = Photo(**said)
    _keep_data(photo, image, data)
    photo.save()
    renditions.cut_soon(photo)
    return photo, False


def replace(photo: Photo, image: Image.Image) -> None:
    """Another picture for the same photo: its uses stay, its addresses change. Does not save the row."""
    _keep_data(photo, image, _original(image))


def keep_original(photo: Photo, image: Image.Image) -> None:
    """A clean original, its size and fingerprint; does not save the row."""
    _keep_data(photo, image, _original(image))


def _original(image: Image.Image) -> bytes:
    buffer = io.BytesIO()
    image.save(buffer, "JPEG", quality=92, optimize=True)
    return buffer.getvalue()


def _keep_data(photo: Photo, image: Image.Image, data: bytes) -> None:
    photo.width, photo.height = image.size
    photo.sha256 = hashlib.sha256(data).hexdigest()
    photo.file.save("photo.jpg", ContentFile(data), save=False)


def said_by_file(upload: IO[bytes]) -> dict[str, str]:
    """What the file says of itself, as suggestions: caption, alt, credit, licence. IPTC first, then EXIF, then XMP."""
    with Image.open(upload, formats=FORMATS) as opened:
        iptc, exif, xmp = _iptc(opened), opened.getexif(), _xmp(opened)
    caption = iptc.get((2, 120)) or _text(exif.get(_EXIF_DESCRIPTION)) or xmp.get("description", "")
    maker = iptc.get((2, 110)) or iptc.get((2, 80)) or _text(exif.get(_EXIF_ARTIST)) or xmp.get("creator", "")
    rights = iptc.get((2, 116)) or _text(exif.get(_EXIF_COPYRIGHT)) or xmp.get("rights", "")
    return {"caption": caption[:300], "credit": (f"Photo: {maker}" if maker else "")[:120], "licence": rights[:120]}


def _iptc(opened: ImageFile.ImageFile) -> dict[tuple[int, int], str]:
    try:
        found = IptcImagePlugin.getiptcinfo(opened) or {}
    except (SyntaxError, ValueError, TypeError, OSError):
        return {}  # broken marks: the picture is fine without them
    return {key: _text(value[0] if isinstance(value, list) else value) for key, value in found.items()}


def _xmp(opened: Image.Image) -> dict[str, str]:
    raw = opened.info.get("xmp") or b""
    if not raw or len(raw) > 200_000 or b"<!DOCTYPE" in raw:
        return {}
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        root = etree.fromstring(raw.strip(b"\x00"), parser)
    except etree.XMLSyntaxError:
        return {}
    found = {}
    for name in ("description", "creator", "rights"):
        words = " ".join(
            "".join(it.itertext()).strip() for it in root.iter(f"{{http://purl.org/dc/elements/1.1/}}{name}")
        )
        found[name] = " ".join(words.split())
    return found


def _text(value: Any) -> str:
    if isinstance(value, bytes):
        value = value.decode("utf-8", "replace")
    return " ".join(str(value or "").replace("\x00", " ").split())
