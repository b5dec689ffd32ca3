"""Pictures as the browser needs them: AVIF with a JPEG behind it, in several widths, with room reserved."""

from __future__ import annotations

from typing import Any

from django import template
from django.conf import settings
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from articles.models import Photo

register = template.Library()

_RATIOS = {"1x1": 1.0, "16x9": 16 / 9, "3x2": 1.5}
_IMG = '<img src="{}"{} width="{}" height="{}" alt="{}"{}>'
_EAGER = SafeString(' fetchpriority="high"')
_LAZY = SafeString(' loading="lazy" decoding="async"')


@register.simple_tag
def picture(photo: Photo, crop: str, sizes: str = "100vw", *, alt: str = "", eager: bool = False) -> SafeString:
    """The photo cut to "1x1", "16x9" or "3x2"; "whole" takes the nearest of them. Without renditions, its original."""
    crop = _nearest(photo) if crop == "whole" else crop
    made: dict[str, list[tuple[int, str]]] = photo.renditions.get(crop) or {}
    loading = _EAGER if eager else _LAZY
    if not made.get("jpeg"):
        return _original(photo, alt, loading)
    width, address = made["jpeg"][-1]
    height = round(width / _RATIOS[crop])
    fallback = format_html(_IMG, address, _srcset(made["jpeg"], sizes), width, height, alt, loading)
    if not made.get("avif"):
        return fallback
    source = format_html('<source type="image/avif"{}>', _srcset(made["avif"], sizes))
    return format_html("<picture>{}{}</picture>", source, fallback)


@register.simple_tag
def share_image(photo: Photo | None) -> SafeString:
    """The picture that goes with a shared link, if there is one."""
    sizes = (photo.renditions.get("og") or {}).get("jpeg") if photo else None
    if not photo or not sizes:
        return SafeString("")
    pairs = [
        ("image", settings.SITE_URL + sizes[0][1]),
        ("image:width", 1200),
        ("image:height", 630),
        ("image:alt", photo.alt),
    ]
    return format_html_join("", '<meta property="og:{}" content="{}">', pairs)


def _srcset(sizes: list[Any], shown: str) -> SafeString:
    if len(sizes) == 1:
        return format_html(' srcset="{}"', sizes[0][1])
    widths = ", ".join(f"{address} {width}w" for width, address in sizes)  # escaped once, below
    return format_html(' srcset="{}" sizes="{}"', widths, shown)


def _nearest(photo: Photo) -> str:
    shape = photo.width / (photo.height or 1)
    return min(_RATIOS, key=lambda crop: abs(_RATIOS[crop] - shape))


def _original(photo: Photo, alt: str, loading: SafeString) -> SafeString:
    focus = format_html(' data-focus-x="{}" data-focus-y="{}"', _step(photo.focal_x), _step(photo.focal_y))
    return format_html(_IMG, photo.file.url, focus, photo.width, photo.height, alt, loading)


def _step(fraction: float) -> int:
    """The focal point in quarters: styles may not stand in attributes, so each step has its rule in site.css."""
    return round(fraction * 4) * 25
