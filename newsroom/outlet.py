"""What every template knows of the outlet."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils.safestring import mark_safe

from newsroom.theme import THEME_SCRIPT


def outlet(request: HttpRequest) -> dict[str, Any]:
    return {
        "outlet_name": settings.OUTLET_NAME,
        "outlet_email": settings.OUTLET_EMAIL,
        "site_url": settings.SITE_URL,
        "theme_script": mark_safe(THEME_SCRIPT),  # noqa: S308 - our own constant, covered by its hash in the CSP
    }
