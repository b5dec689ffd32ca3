"""The search page, and suggestions as one types. Any query string gets an answer; what it doesn't know it ignores."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.http import urlencode
from django.views.decorators.http import require_safe

from articles.models import Section
from articles.prepared import Prepared
from articles.search import TABS, Asked, Results, nouns, search

_MOST_PAGES = 50
_SUGGESTED = 8
_SECTIONS = Prepared(Section.objects.in_use)


@require_safe
def search_page(request: HttpRequest) -> HttpResponse:
    at = timezone.now()
    sections = _SECTIONS(at=at)
    given = _given(request, sections)
    results = search(_asked(given, sections), at)
    context = {
        "at": at,
        "title": f"Search: {results.query.text}" if results.query.text else "Search",
        "noindex": True,
        "sections_in_use": sections,
        "given": given,
        "results": results,
        "tabs": _tabs(given, results),
        "newer": _address(given | {"page": given["page"] - 1}) if given["page"] > 1 else "",
        "older": _address(given | {"page": given["page"] + 1}) if results.has_more else "",
    }
    return render(request, "newsroom/search.html", context)


def _given(request: HttpRequest, sections: list[Section]) -> dict[str, Any]:
    """What was asked, as far as it makes sense; nothing else reaches an address that the page links to."""
    section, tab = request.GET.get("section", ""), request.GET.get("type", "")
    return {
        "q": request.GET.get("q", ""),
        "type": tab if tab in TABS else "stories",
        "section": section if any(section == known.slug for known in sections) else "",
        "from": _day(request.GET.get("from", "")),
        "to": _day(request.GET.get("to", "")),
        "page": _page(request.GET.get("page", "1")),
    }


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _page(text: str) -> int:
    number = int(text) if text.isascii() and text.isdigit() and len(text) < 4 else 0
    if not 0 < number <= _MOST_PAGES:
        raise Http404("There is no such page of results.")
    return number


def _asked(given: dict[str, Any], sections: list[Section]) -> Asked:
    section = next((known.pk for known in sections if known.slug == given["section"]), None)
    return Asked(given["q"], given["type"], section, given["from"], given["to"], given["page"])


def _tabs(given: dict[str, Any], results: Results) -> list[dict[str, Any]]:
    if results.is_empty:
        return []
    return [
        {
            "name": name,
            "count": str(results.counts[tab]),
            "address": _address(given | {"type": tab, "page": 1}),
            "is_here": tab == results.tab,
        }
        for tab, name in TABS.items()
    ]


def _address(given: dict[str, Any]) -> str:
    """One address for one page of answers: defaults are left out."""
    usual = {"type": "stories", "page": 1}
    return "?" + urlencode({name: value for name, value in given.items() if value and value != usual.get(name)})


@require_safe
def suggest(request: HttpRequest) -> JsonResponse:
    """People, films and tags whose names begin as typed: [{name, kind, address}]."""
    at = timezone.now()
    typed = request.GET.get("q", "")[: nouns.LONGEST_TYPED]
    found = nouns.loaded(nouns.beginning(typed, at, most=_SUGGESTED).found)
    rows = [{"name": str(noun), "kind": of.label, "address": noun.get_absolute_url()} for of, noun in found]
    return JsonResponse({"suggestions": rows})
