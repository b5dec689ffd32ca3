"""What was published, looked at and never changed: editions, quotes, history."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest

from articles.admin.paging import CappedPaginator
from articles.models import Edition, Move, Quote, Revision
from people.models import Person


class ReadOnly(admin.ModelAdmin):
    paginator = CappedPaginator
    show_full_result_count = False

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


@admin.register(Edition)
class EditionAdmin(ReadOnly):
    list_display = [
        "headline",
        "number",
        "section",
        "published_at",
        "live_from",
        "live_until",
        "ending",
        "published_by",
    ]
    list_filter = ["section", "ending", "published_on"]
    list_select_related = ["section", "published_by"]
    search_fields = ["headline", "slug"]
    exclude = ["html", "text"]


@admin.register(Quote)
class QuoteAdmin(ReadOnly):
    list_display = ["__str__", "said_by", "source", "edition", "live_from", "live_until"]
    list_filter = ["source__kind"]
    list_select_related = ["speaker", "source", "edition"]
    search_fields = ["text", "label"]
    search_help_text = "Words of the quotation, or any name of its speaker."

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Quote], search_term: str
    ) -> tuple[QuerySet[Quote], bool]:
        found, doubles = super().get_search_results(request, queryset, search_term)
        if not search_term.strip():
            return found, doubles
        speakers = Person.objects.named(search_term).order_by().values("pk")
        return found | queryset.filter(speaker__in=speakers), doubles


@admin.register(Move)
class MoveAdmin(ReadOnly):
    list_display = ["at", "verb", "article", "by", "note"]
    list_filter = ["verb", "at"]
    list_select_related = ["article", "by"]
    search_fields = ["article__headline", "note"]


@admin.register(Revision)
class RevisionAdmin(ReadOnly):
    list_display = ["article", "number", "why", "by", "at"]
    list_filter = ["why"]
    list_select_related = ["article", "by"]
    search_fields = ["article__headline"]
