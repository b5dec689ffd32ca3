"""The readers' HTML of what a made text holds, by the templates that publishing uses, each rendered as seldom as it can be.

A template is rendered once with stand-ins; every use after that replaces them. So the archive's HTML follows the
templates without their cost.
"""

from __future__ import annotations

from functools import cache
from html import escape
from typing import Any

from django.template.loader import render_to_string
from django.urls import reverse

from articles.body.embeds import REGISTRY
from articles.body.render import photo_context, visual_context
from articles.body.sanitise import dumps
from articles.models import Photo, Visual

_STAND_IN_UUID = "00000000-0000-4000-8000-000000000000"
_ID, _NAME, _SOURCE, _NUMBER, _TOTAL = (f"stand-in-{name}" for name in ("id", "name", "source", "number", "total"))


def embed(kind: str, embed_id: str, **props: Any) -> str:
    """An embed as a canonical body holds it."""
    return f'<figure data-embed="{kind}" data-id="{embed_id}" data-props="{escape(dumps(props))}"></figure>'


def who(*, person_id: int | None, name: str, source: str, number: int, total: int) -> str:
    """The head of a spoken paragraph; `name` and `source` are HTML already."""
    html = _who(person_id is not None, bool(source)).replace(_ID, str(person_id)).replace(_NAME, name)
    return html.replace(_SOURCE, source).replace(_NUMBER, str(number)).replace(_TOTAL, str(total))


@cache
def _who(has_page: bool, has_source: bool) -> str:
    context = {"person_id": _ID if has_page else None, "name": _NAME, "source": _SOURCE if has_source else ""}
    return render_to_string("articles/_who.html", context | {"number": _NUMBER, "total": _TOTAL}).strip()


def quoted(words: str, quote: str, anchor: str) -> str:
    """One piece of a quotation; `words` are HTML with their marks, `anchor` is empty or ` id="q1"`."""
    return f'<q data-quote="{quote}"{anchor}><a class="ql" href="{_quote_path().replace(_STAND_IN_UUID, quote)}">{words}</a></q>'


@cache
def _quote_path() -> str:
    return reverse("articles:quote", args=[_STAND_IN_UUID])


def pull(words: str, speaker: str) -> str:
    """A pull quote; both are HTML already."""
    return _pull().replace(_NAME, speaker).replace(_SOURCE, words)


@cache
def _pull() -> str:
    return _embed("pullquote", {"words": _SOURCE, "speaker_name": _NAME})


@cache
def ad() -> str:
    return _embed("ad", {})


def photo(shown: Photo) -> str:
    return _embed("photo", photo_context(shown, {}))


def film(visual: Visual) -> str:
    """The first film of a text."""
    return _embed("visual", visual_context(visual) | {"is_first": True})


def _embed(kind: str, context: dict[str, Any]) -> str:
    return render_to_string(REGISTRY[kind].template, context).strip()
