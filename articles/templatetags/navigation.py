"""The head of every public page: the first sections, then the ways into the record."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django import template
from django.conf import settings
from django.db.models import QuerySet

from articles.models import Section
from articles.prepared import Prepared
from people.addresses import address

register = template.Library()

_SECTIONS_SHOWN = 3


def _first_sections(at: datetime) -> QuerySet[Any, Any]:
    return Section.objects.in_use(at).filter(is_in_navigation=True)[:_SECTIONS_SHOWN]


_SECTIONS = Prepared(_first_sections)


@register.inclusion_tag("_navigation.html")
def navigation(at: datetime, here: str = "", in_use: Sequence[Section] = ()) -> dict[str, Any]:
    """`here` is a section's slug, or "quotes", "people" or "archive"; `in_use`: all sections, where they are known."""
    first = [section for section in in_use if section.is_in_navigation][:_SECTIONS_SHOWN] or _SECTIONS(at=at)
    links = [(section.slug, section.name, section.get_absolute_url()) for section in first]
    links += [
        ("quotes", "Quotes", address("articles:quotes")),
        ("people", "People", address("people:index")),
        ("archive", "Archive", address("articles:archive")),
    ]
    shown = [{"name": name, "address": address, "is_here": key == here} for key, name, address in links]
    return {"links": shown, "outlet_name": settings.OUTLET_NAME}
