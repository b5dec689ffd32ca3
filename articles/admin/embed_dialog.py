"""The dialog of an embed: its Django form, rendered and checked by the server."""

from __future__ import annotations

import json

from django.http import Http404, HttpRequest, JsonResponse
from django.template.loader import render_to_string

from articles.body.embeds import REGISTRY


def embed_answer(request: HttpRequest, kind: str) -> JsonResponse:
    """`{"html"}` with the form to fill in, or `{"props"}` once they hold. 404 for a kind that does not exist."""
    found = REGISTRY.get(kind)
    if found is None:
        raise Http404
    if "open" in request.POST and found.form.base_fields:
        form = found.form(initial=_props(request.POST.get("props", "")))
    else:
        form = found.form(request.POST)
        if form.is_valid():
            return JsonResponse({"props": form.props()})
    html = render_to_string("admin/articles/article/embed_dialog.html", {"form": form, "kind": found}, request)
    return JsonResponse({"html": html})


def _props(text: str) -> dict[str, object]:
    try:
        value = json.loads(text or "{}")
    except (ValueError, RecursionError):
        return {}
    return value if isinstance(value, dict) else {}
