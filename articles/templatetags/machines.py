"""What pages say to machines, as their last words."""

from __future__ import annotations

import json
from typing import Any

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from articles import linked_data

register = template.Library()

# No text can end the script, open a comment in it, or be taken for markup: these three are enough, and JSON's own way.
_ESCAPES = {ord("<"): "\\u003c", ord(">"): "\\u003e", ord("&"): "\\u0026"}


@register.simple_tag(takes_context=True)
def graph_of(context: Any, page: str) -> SafeString:
    """The JSON-LD of a "story", "quote", "visual" or "person" page, from what the page itself was given."""
    return _script(_GRAPHS[page](context))


def _script(graph: dict[str, Any]) -> SafeString:
    text = json.dumps(graph, ensure_ascii=False, separators=(",", ":")).translate(_ESCAPES)
    # Data, not code: a policy that allows no inline script leaves it alone.
    return format_html('<script type="application/ld+json">{}</script>', mark_safe(text))  # noqa: S308 - escaped above


def _story(given: Any) -> dict[str, Any]:
    said = (given["quotes"], given["corrections"])
    return linked_data.of_story(given["edition"], given["people"], given["tags"], given["sources"], said)


def _person(given: Any) -> dict[str, Any]:
    return linked_data.of_person(given["person"], given["aliases"], given["links"], given["portrait"])


_GRAPHS = {
    "story": _story,
    "quote": lambda given: linked_data.of_quote(given["quote"]),
    "visual": lambda given: linked_data.of_visual(given["visual"], given["credits"], given["player"]),
    "person": _person,
}
