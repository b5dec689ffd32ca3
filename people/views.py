"""Readers' pages of people. What was said, credited and written comes by reverse managers: this package knows no other."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db.models import CharField, F, OuterRef, QuerySet, Value
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from people import lists
from people.models import Alias, FormerSlug, Person, PersonLink

PEOPLE_A_PAGE = 60
COUNT_CAP = 100
ROWS_A_LIST = 12
CREDITS_SHOWN = 60
RELATIONS_SHOWN = 40


@require_safe
def person_list(request: HttpRequest) -> HttpResponse:
    at = timezone.now()
    rows = Person.objects.visible(at).annotate(quotes_count=_count("quotes", at), stories_count=_count("mentions", at))
    token = request.GET.get("before", "")
    page = lists.cut(rows, token, key="sort_key", size=PEOPLE_A_PAGE, descending=False)
    context = {"at": at, "here": "people", "title": "People", "page": page, "cap": COUNT_CAP}
    return render(request, "people/person_list.html", context)


def _count(rows: str, at: datetime) -> lists.CappedCount:
    """How many live rows of that name a person has."""
    field: Any = Person._meta.get_field(rows)
    live = field.related_model.objects.live(at)
    return lists.CappedCount(live.filter(**{field.field.name: OuterRef("pk")}), COUNT_CAP)


@require_safe
def person(request: HttpRequest, slug: str) -> HttpResponse:
    at = timezone.now()
    shown = Person.objects.visible(at).filter(slug=slug).first()
    if shown is None:
        return _moved(slug, at)
    return render(request, "people/person.html", _context(shown, request.GET.get("before", ""), at))


def _moved(slug: str, at: datetime) -> HttpResponse:
    former = (
        FormerSlug.objects.filter(slug=slug, person__in=Person.objects.visible(at)).select_related("person").first()
    )
    if former is None:
        raise Http404("There is no such person here.")
    return redirect(former.person, permanent=True)


def _context(shown: Person, token: str, at: datetime) -> dict[str, Any]:
    quotes, stories = shown.quotes.live(at).for_cards(), shown.mentions.live(at).with_cards("edition")
    aliases, links = _aliases_and_links(shown)
    relations = _relations(shown, at)
    said, written = _two_lists(quotes, stories, token)
    return {
        "at": at,
        "here": "people",
        "title": shown.name,
        "description": shown.bio or f"{shown.name}: quotes, credits and stories.",
        "person": shown,
        "portrait": shown.portraits.first(),
        "aliases": aliases,
        "links": links,
        "relations": relations,
        "has_facts": bool(shown.bio or shown.born_or_formed or shown.area or links or relations),
        "credits": [] if token else _credits(shown, at),
        "quotes": said.items if said else [],
        "stories": _once_each(written) if written else [],
        "quote_pages": said,
        "story_pages": written,
        "page": {"token": token},
    }


def _two_lists(
    quotes: QuerySet[Any], stories: QuerySet[Any], token: str
) -> tuple[lists.Page | None, lists.Page | None]:
    """Both lists from their start; or, where a token leads, the one that it belongs to."""
    of_quotes = bool(token) and lists.is_of("quote", token)
    said = None if token and not of_quotes else lists.cut(quotes, token, key="published_at", size=ROWS_A_LIST)
    written = None if of_quotes else lists.cut(stories, token, key="published_at", tie="edition_id", size=ROWS_A_LIST)
    return said, written


def _once_each(page: lists.Page) -> list[Any]:
    """Somebody may both write a story and speak in it."""
    return list({mention.edition_id: mention.edition for mention in page.items}.values())


def _credits(shown: Person, at: datetime) -> list[Any]:
    """One entry a visual, with all that they did on it; the latest release first."""
    rows = (
        shown.credits.shown(at).select_related("visual__poster").order_by("-visual__released", "visual_id", "position")
    )
    found: dict[int, dict[str, Any]] = {}
    for credit in rows[:CREDITS_SHOWN]:
        entry = found.setdefault(credit.visual_id, {"visual": credit.visual, "credits": []})
        entry["credits"].append(credit)
    return list(found.values())


def _relations(shown: Person, at: datetime) -> list[Person]:
    """A group's members, a person's groups."""
    related = shown.members if shown.kind == Person.Kind.GROUP else shown.groups
    return list(related.visible(at)[:RELATIONS_SHOWN])


def _aliases_and_links(shown: Person) -> tuple[list[str], list[PersonLink]]:
    """Both in one query; an alias that only helps to find somebody is not shown."""
    aliases = Alias.objects.filter(person=shown).exclude(kind=Alias.Kind.SEARCH)
    rows = _texts(aliases, "alias", "name").union(_texts(shown.links.all(), "link", "url"), all=True)
    texts = [(kind, text) for kind, _, text in sorted(rows)]
    links = [PersonLink(url=text) for kind, text in texts if kind == "link"]
    return [text for kind, text in texts if kind == "alias"], links


def _texts(rows: QuerySet[Any], kind: str, field: str) -> QuerySet[Any, Any]:
    columns = {"text_kind": Value(kind, CharField()), "text_row": F("pk"), "text": F(field)}
    return rows.order_by().annotate(**columns).values_list(*columns)
