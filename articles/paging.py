"""Pages of long lists, their queries compiled once a process."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.db.models import QuerySet

from articles.models import Window
from articles.prepared import Prepared
from people.lists import PAGE_SIZE, Order, Page, name_of, unseal


class Pages:
    """`Pages(TaggedEdition, build)(token, at=…, tag=…)` is `build(at=…, tag=…).page(token)`, for the newest rows first.

    Values are those of a `Prepared` query.
    """

    def __init__(
        self, of: type[Window], build: Callable[..., QuerySet[Any]], *, tie: str = "pk", size: int = PAGE_SIZE
    ) -> None:
        order = self._order = Order("published_at", tie, size)
        self._name = name_of(of)
        self._first = Prepared(lambda **values: order.first(build(**values)))
        self._deeper = Prepared(lambda value, tied, **values: order.after(build(**values), value, tied))

    def __call__(self, token: str, **values: Any) -> Page:
        if not token:
            return self._order.page(self._first(**values), token)
        published_at, tied = unseal(self._name, token)
        found = self._deeper(value=datetime.fromisoformat(published_at), tied=tied, **values)
        return self._order.page(found, token)
