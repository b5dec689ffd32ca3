"""Querysets compiled once a process. Building and compiling a query takes Django longer than SQLite takes to answer it:
three quarters of a story page's time, before this. The ORM still writes every query, `live()` still says what is visible.
"""

from __future__ import annotations

import copy
import re
from collections.abc import Callable, Container, Sequence
from contextlib import nullcontext
from datetime import UTC, date, datetime, timedelta
from typing import Any

from django.db import connection
from django.db.models import QuerySet

from articles.planner import kept_plans


class Prepared:
    """`Prepared(build)(at=…, edition=…)` is `list(build(at=…, edition=…))`, compiled at its first use.

    Values are instants, dates, whole numbers and strings, each used as it is given; none may change the query's shape.
    Where the best way to the rows depends on them, as it does for a beginning of a name, `keeps_plan=False`.
    """

    def __init__(self, build: Callable[..., QuerySet[Any, Any]], *, keeps_plan: bool = True) -> None:
        self._build = build
        self._keeping = kept_plans if keeps_plan else nullcontext
        self._plans: dict[str, _Plan] = {}

    def __call__(self, **values: Any) -> list[Any]:
        with self._keeping():
            return self._plan(values).rows(values)

    def sql(self, **values: Any) -> tuple[str, list[Any]]:
        """The query's text and its parameters."""
        plan = self._plan(values)
        return plan.sql, plan.filled(values)

    def _plan(self, values: dict[str, Any]) -> _Plan:
        plan = self._plans.get(connection.vendor)
        if plan is None:
            plan = self._plans[connection.vendor] = _Plan(self._build, values)
        return plan


def places(ids: Sequence[int], size: int) -> dict[str, int]:
    """Values `id_0`, `id_1` … for a prepared query that looks for so many ids; with fewer, the last one stands again."""
    return {f"id_{place}": ids[min(place, len(ids) - 1)] for place in range(size)}


class _Plan:
    """A query with a stand-in for each value, compiled; where the stand-ins came out, values go in."""

    def __init__(self, build: Callable[..., QuerySet[Any, Any]], values: dict[str, Any]) -> None:
        stand_ins = {name: _stand_in(value, place) for place, (name, value) in enumerate(values.items())}
        self._queryset: Any = build(**stand_ins)
        self._compiler: Any = self._queryset.query.get_compiler(connection=connection)
        self.sql, params = self._compiler.as_sql()
        # Which columns need converting is the same each time, and a tenth of a story page to find out.
        self._compiler.get_converters = _once(self._compiler.get_converters)
        names = {adapted(stand_in): name for name, stand_in in stand_ins.items()}
        if connection.vendor == "postgresql":
            self.sql, params = _written_out(self.sql, params, names)
        self._slots = [(names.get(param), param) for param in params]
        missing = set(values) - {name for name, _ in self._slots}
        if missing:
            raise ValueError(f"The query does not use {', '.join(sorted(missing))} as given.")

    def filled(self, values: dict[str, Any]) -> list[Any]:
        given = {name: adapted(value) for name, value in values.items()}
        return [given[name] if name else param for name, param in self._slots]

    def rows(self, values: dict[str, Any]) -> list[Any]:
        rows = self._queryset.__class__(self._queryset.model, query=self._queryset.query, using=connection.alias)
        rows._iterable_class, rows._fields = self._queryset._iterable_class, self._queryset._fields
        rows._query = _Compiled(self._queryset.query, self._compiler, self.sql, tuple(self.filled(values)))
        return list(rows._iterable_class(rows))


class _Compiled:
    """A query whose compiler has done its work already; all else is the query's own."""

    def __init__(self, query: Any, compiler: Any, sql: str, params: tuple[Any, ...]) -> None:
        self._query, self._compiler, self._answer = query, compiler, (sql, params)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._query, name)

    def get_compiler(self, *args: Any, **kwargs: Any) -> Any:
        # A copy: another thread may be reading rows with the same plan, over its own connection.
        compiler = copy.copy(self._compiler)
        compiler.connection = connection
        compiler.as_sql = lambda *_, **__: self._answer
        return compiler


def _stand_in(value: Any, place: int) -> Any:
    """A value of the same kind that no query has by itself."""
    if isinstance(value, datetime):
        return datetime(1, 1, 2, tzinfo=UTC) + timedelta(days=place)
    if isinstance(value, date):
        return date(2, 1, 1) + timedelta(days=place)
    return f"stand-in-{place}" if isinstance(value, str) else -4_815_162_342 - place


def _written_out(sql: str, params: Sequence[Any], names: Container[Any]) -> tuple[str, list[Any]]:
    """With what is the same for all values as part of the text. Of a parameter PostgreSQL expects the average, which for
    a kind that one row has were thousands; a plan for all values shall know what never differs."""
    operations: Any = connection.ops
    left, kept = iter(params), list[Any]()

    def spelled(found: re.Match[str]) -> str:
        if found[0] == "%%":
            return "%%"
        param = next(left)
        if param in names:
            kept.append(param)
            return "%s"
        return str(operations.compose_sql("%s", [param])).replace("%", "%%")

    return re.sub("%[s%]", spelled, sql), kept


def adapted(value: Any) -> Any:
    """As the compiler hands it to the database."""
    if isinstance(value, int):
        # PostgreSQL keeps a plan by the types of its parameters, and a number alone would have the smallest that holds
        # it: four ids, a plan for each of sixteen cases.
        return connection.ops.adapt_integerfield_value(value, "BigIntegerField")
    if isinstance(value, datetime):
        return connection.ops.adapt_datetimefield_value(value)
    return connection.ops.adapt_datefield_value(value) if isinstance(value, date) else value


def _once(find: Callable[[Any], Any]) -> Callable[[Any], Any]:
    """The first answer, each time."""
    found: list[Any] = []

    def remembered(columns: Any) -> Any:
        if not found:
            found.append(find(columns))
        return found[0]

    return remembered
