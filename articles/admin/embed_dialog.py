"""The dialog of an embed: its Django form, rendered and checked by the server."""

from __future__ import annotations

import json

from django.http import Http404, HttpRequest, JsonResponse
from django.template.loader import render_to_string

from articles.body.embeds import REGISTRY, EmbedForm
from articles.body.quotes import lifts, quotes_in
from people.numbers import row_id


def embed_answer(request: HttpRequest, kind: str) -> JsonResponse:
    """`{"html"}` with the form to fill in, or `{"props"}` once they hold. 404 for a kind that does not exist."""
    found = REGISTRY.get(kind)
    if found is None:
        raise Http404
    if "open" in request.POST and found.form.base_fields:
        form = found.form(initial=_props(request.POST.get("props", "")))
    else:
        form = found.form(request.POST)
        if kind == "pullquote":
            _check_lifted(form, request.POST.get("body", ""))
        if form.is_valid():
            return JsonResponse({"props": form.props()})
    context = {"form": form, "kind": found, "shown": shown(form)}
    html = render_to_string("admin/articles/article/embed_dialog.html", context, request)
    return JsonResponse({"html": html})


def _check_lifted(form: EmbedForm, body: str) -> None:
    """A pull quote must stand in a quotation of the text as it is now, which the browser sends along."""
    words = form.data.get("words", "")
    try:
        quotes = quotes_in(body)
    except (ValueError, StopIteration):
        quotes = []
    if words.strip() and not lifts(words, quotes):
        form.add_error("words", "These words do not stand in a marked quotation of the text. Mark who said them first.")


def shown(form: EmbedForm) -> str:
    """The name of what the form has picked so far, for its visible field."""
    value = form[form.refers_by].value() if form.refers_by in form.fields else None
    if form.refers_to is None:
        return ""
    return str(form.refers_to.objects.filter(pk=row_id(value)).first() or "")


def _props(text: str) -> dict[str, object]:
    try:
        value = json.loads(text or "{}")
    except (ValueError, RecursionError):
        return {}
    return value if isinstance(value, dict) else {}
