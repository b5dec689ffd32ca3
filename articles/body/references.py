"""Links to our own nouns in rendered HTML: markers at publish, addresses when a page is served.

A reference whose target readers can't see at that instant is plain words, so nothing has to be rendered anew because
something else moved.
"""

from __future__ import annotations

import re
from datetime import datetime
from functools import lru_cache
from typing import Any

from django.db.models import CharField, Exists, F, OuterRef, QuerySet, Value
from django.db.models.functions import Cast
from django.utils.safestring import SafeString, mark_safe

from articles.models import Edition, Tag, Visual
from articles.prepared import Prepared
from people.addresses import address
from people.models import Person

_MARKER = re.compile(r'<a data-ref="(person|visual|tag|article):(\d+)"( class="[a-z-]+")?>(.*?)</a>', re.DOTALL)


def resolve(html: str, at: datetime) -> SafeString:
    """The page's HTML with every marker an address or plain words. One query, none if there is no marker."""
    wanted: dict[str, set[int]] = {}
    for kind, pk, _, _ in _MARKER.findall(html):
        wanted.setdefault(kind, set()).add(int(pk))
    addresses = _addresses(wanted, at) if wanted else {}

    def replaced(match: re.Match[str]) -> str:
        kind, pk, css, words = match.groups()
        address = addresses.get((kind, int(pk)))
        if address:
            return f'<a href="{address}"{css or ""}>{words}</a>'
        return f"<span{css}>{words}</span>" if css else words

    # The HTML is an edition's: cleaned on the way in, rendered by articles.body.render, and addresses are our own.
    return mark_safe(_MARKER.sub(replaced, html))  # noqa: S308


def _addresses(wanted: dict[str, set[int]], at: datetime) -> dict[tuple[str, int], str]:
    padded = {kind: _padded(sorted(ids)) for kind, ids in sorted(wanted.items())}
    values = {f"{kind}_{place}": pk for kind, ids in padded.items() for place, pk in enumerate(ids)}
    rows = _query(tuple((kind, len(ids)) for kind, ids in padded.items()))(at=at, **values)
    return {(kind, pk): _address(kind, slug, on) for kind, pk, slug, on in rows}


def _padded(ids: list[int]) -> list[int]:
    """As many as the next power of four, the last repeated: a few query texts then serve every story."""
    size = 4
    while size < len(ids):
        size *= 4
    return ids + ids[-1:] * (size - len(ids))


@lru_cache(maxsize=256)
def _query(shape: tuple[tuple[str, int], ...]) -> Prepared:
    """The one query for so many references of each kind."""

    def build(at: datetime, **ids: int) -> QuerySet[Any, Any]:
        parts = [_visible(kind, [ids[f"{kind}_{place}"] for place in range(size)], at) for kind, size in shape]
        return parts[0].union(*parts[1:], all=True) if len(parts) > 1 else parts[0]

    return Prepared(build)


def _visible(kind: str, ids: list[int], at: datetime) -> QuerySet[Any, tuple[str, int, str, str]]:
    """(kind, id, slug, date or nothing) of those that readers can see."""
    match kind:
        case "article":
            found = Edition.objects.live(at).filter(article_id__in=ids)
            return _row(found, kind, "article_id", Cast("published_on", CharField()))
        case "person":
            return _with_merged(Person.objects.visible(at), Person.objects.filter(pk__in=ids), kind, ids)
        case "visual":
            return _row(Visual.objects.in_use(at).filter(pk__in=ids), kind, "pk")
    return _with_merged(Tag.objects.in_use(at), Tag.objects.filter(pk__in=ids), kind, ids)


def _with_merged(
    visible: QuerySet[Any], named: QuerySet[Any], kind: str, ids: list[int]
) -> QuerySet[Any, tuple[str, int, str, str]]:
    """What was merged into another since the text was printed leads to that one."""
    # Asked of the few that are named: the other way round, SQLite looked at everybody who could be seen.
    merged = named.filter(Exists(visible.filter(pk=OuterRef("merged_into"))), merged_into__isnull=False)
    own = _row(visible.filter(pk__in=ids), kind, "pk")
    return own.union(_row(merged, kind, "pk", slug="merged_into__slug"), all=True)


def _row(
    found: QuerySet[Any], kind: str, key: str, on: Any = None, slug: str = "slug"
) -> QuerySet[Any, tuple[str, int, str, str]]:
    columns = {
        "ref_kind": Value(kind, CharField()),
        "ref_id": F(key),
        "ref_slug": Cast(slug, CharField()),
        "ref_on": on or Value("", CharField()),
    }
    return found.order_by().annotate(**columns).values_list("ref_kind", "ref_id", "ref_slug", "ref_on")


def _address(kind: str, slug: str, on: str) -> str:
    if kind == "article":
        return address("articles:detail", *on[:10].split("-"), slug)
    if kind == "person":
        return address("people:detail", slug)
    return address(f"articles:{kind}", slug)
