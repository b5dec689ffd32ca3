"""Long lists: cut by the key of the last row shown, counted no further than a reader cares.

It stands in `people`, the lowest package, because the lists of both packages are cut here.
"""

from __future__ import annotations

import base64
import binascii
import json
from dataclasses import dataclass
from typing import Any

from django.db.models import IntegerField, Q, QuerySet, Subquery
from django.http import Http404
from django.utils.crypto import constant_time_compare, salted_hmac

PAGE_SIZE = 24
COUNT_CAP = 1000
_SEAL_BYTES = 9
_LONGEST_TOKEN = 1500


class BadToken(Http404):
    """Forged, cut, or of another list: there is no such page."""


@dataclass(frozen=True)
class Page:
    """Some rows of a list. `token` is the one that led here, `older` the one that leads on; empty means: none."""

    items: list[Any]
    token: str
    older: str


@dataclass(frozen=True)
class Order:
    """Rows by `key`, those with the same one by `tie`; `size` of them a page."""

    key: str
    tie: str = "pk"
    size: int = PAGE_SIZE
    descending: bool = True

    def first(self, rows: QuerySet[Any]) -> QuerySet[Any]:
        """The first rows, and one more if there is one."""
        sign = "-" if self.descending else ""
        return rows.order_by(f"{sign}{self.key}", f"{sign}{self.tie}")[: self.size + 1]

    def after(self, rows: QuerySet[Any], value: Any, tied: Any) -> QuerySet[Any]:
        """Those that come just after the row with this key and tie."""
        # Not `key < x OR (key = x AND tie < y)`: SQLite walks no index for that, and takes 150 times as long.
        beyond, reached = ("lte", "gte") if self.descending else ("gte", "lte")
        not_yet = Q(**{f"{self.key}__{beyond}": value}) & ~Q(**{self.key: value, f"{self.tie}__{reached}": tied})
        return self.first(rows.filter(not_yet))

    def page(self, found: list[Any], token: str) -> Page:
        """What was found for a token, with the one that leads on."""
        older = seal(name_of(found[0]), self._place(found[self.size - 1])) if len(found) > self.size else ""
        return Page(found[: self.size], token, older)

    def _place(self, row: Any) -> list[Any]:
        value = getattr(row, self.key)
        return [value.isoformat() if hasattr(value, "isoformat") else value, getattr(row, self.tie)]


def cut(
    rows: QuerySet[Any], token: str, *, key: str, tie: str = "pk", size: int = PAGE_SIZE, descending: bool = True
) -> Page:
    """One page of rows in the order of `key`, then `tie`, from just after the row that the token names."""
    order = Order(key, tie, size, descending)
    found = order.after(rows, *unseal(name_of(rows.model), token)) if token else order.first(rows)
    return order.page(list(found), token)


def name_of(model: Any) -> str:
    """By which the tokens of its lists are sealed."""
    return model._meta.model_name or ""


def seal(name: str, place: list[Any]) -> str:
    """A place in the list of that name as a token for an address."""
    payload = json.dumps(place, separators=(",", ":"), ensure_ascii=False).encode()
    return base64.urlsafe_b64encode(_mac(name, payload) + payload).decode().rstrip("=")


def unseal(name: str, token: str) -> list[Any]:
    try:
        sealed = base64.b64decode(token + "=" * (-len(token) % 4), altchars=b"-_", validate=True)
    except (binascii.Error, ValueError) as error:
        raise BadToken("Not a token.") from error
    mac, payload = sealed[:_SEAL_BYTES], sealed[_SEAL_BYTES:]
    if (
        len(token) > _LONGEST_TOKEN
        or not constant_time_compare(mac, _mac(name, payload))
        or _spelled_otherwise(sealed, token)
    ):
        raise BadToken("Not a token of this list.")
    return list(json.loads(payload))


def _spelled_otherwise(sealed: bytes, token: str) -> bool:
    """Base64 has several spellings of the same bytes; a page has one address."""
    return base64.urlsafe_b64encode(sealed).decode().rstrip("=") != token


def is_of(name: str, token: str) -> bool:
    """Whether a token belongs to the list of that name: a page with two lists asks."""
    try:
        unseal(name, token)
    except BadToken:
        return False
    return True


def _mac(name: str, payload: bytes) -> bytes:
    return salted_hmac(f"people.lists.{name}", payload, algorithm="sha256").digest()[:_SEAL_BYTES]


class CappedCount(Subquery):
    """How many rows a subquery has, up to one more than the cap: it costs the same however long the list grows."""

    template = "(SELECT COUNT(*) FROM (%(subquery)s) capped)"
    output_field = IntegerField()

    def __init__(self, rows: QuerySet[Any], cap: int = COUNT_CAP) -> None:
        super().__init__(rows.order_by().values("pk")[: cap + 1])
