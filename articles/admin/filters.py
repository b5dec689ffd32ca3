"""What the list of stories is filtered by, besides the story's own columns."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.contrib.admin.options import IncorrectLookupParameters
from django.contrib.auth.models import User
from django.db.models import Exists, OuterRef, QuerySet
from django.http import HttpRequest

from articles.desk import archive_quotes
from articles.models import Article, Plan
from articles.models.article import Standing
from people.numbers import row_id


class WaitingQuotesFilter(admin.SimpleListFilter):
    title = "quotations to confirm"
    parameter_name = "quotes"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [("waiting", "Some wait")]

    def queryset(self, request: HttpRequest, queryset: Any) -> QuerySet[Article] | None:
        return archive_quotes.with_waiting(queryset) if self.value() == "waiting" else None


class StandingFilter(admin.SimpleListFilter):
    title = "standing on the site"
    parameter_name = "standing"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return list(Standing.choices)

    def queryset(self, request: HttpRequest, queryset: Any) -> QuerySet[Article] | None:
        if not self.value():
            return None
        if self.value() not in Standing.values:
            raise IncorrectLookupParameters
        return queryset.standing(self.value())


class AssigneeFilter(admin.SimpleListFilter):
    """Whoever has a story: read from the plans, not from every story's."""

    title = "who writes it"
    parameter_name = "assignee"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        found = User.objects.filter(Exists(Plan.objects.filter(assignee=OuterRef("pk")))).order_by("username")
        return [(str(user.pk), str(user)) for user in found]

    def queryset(self, request: HttpRequest, queryset: Any) -> QuerySet[Article] | None:
        if not self.value():
            return None
        if not row_id(self.value()):
            raise IncorrectLookupParameters
        return queryset.filter(plan__assignee=row_id(self.value()))
