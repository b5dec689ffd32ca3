"""Stories on the desk."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.contrib.admin.utils import flatten_fieldsets
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.views.decorators.http import require_POST
from js_asset import Media

from articles.admin import (
    audit,
    bulk,
    history,
    merges,
    moves,
    notes,
    overview,
    pickers,
    previews,
    quote_desk,
    related,
    row_dialogs,
    saved_lists,
    writing,
)
from articles.admin.article_form import TAGGED, ArticleForm, BylineFormSet
from articles.admin.embed_dialog import embed_answer
from articles.admin.filters import AssigneeFilter, StandingFilter, WaitingQuotesFilter
from articles.admin.paging import CappedPaginator
from articles.body.references import resolve
from articles.body.render import gather, render
from articles.desk import archive_quotes
from articles.desk.checks import checks_of, figures_of
from articles.desk.finding import find
from articles.desk.saving import save, set_aside
from articles.desk.situation import on_desk, situation_of
from articles.desk.workflow import RULES, allowed, may_change, stand_in, stand_of_new
from articles.models import Article, Byline
from people.numbers import row_id
from people.picking import Picking


class BylineInline(Picking, admin.TabularInline):
    model = Byline
    formset = BylineFormSet
    extra = 0
    autocomplete_fields = ["person"]
    fields = ["position", "part", "person", "name"]
    # More are refused before they are read: two thousand lines took twenty seconds.
    max_num = 50

    def get_queryset(self, request: HttpRequest) -> QuerySet[Byline]:
        return super().get_queryset(request).select_related("person")

    def get_formset(self, request: HttpRequest, obj: Article | None = None, **kwargs: Any) -> Any:
        return super().get_formset(request, obj, absolute_max=self.max_num, **kwargs)


@admin.register(Article)
class ArticleAdmin(Picking, admin.ModelAdmin):
    form = ArticleForm
    list_display = ["headline", "status", "on_site", "section", "created_by", "updated_at"]
    list_filter = [
        "status",
        StandingFilter,
        WaitingQuotesFilter,
        "section",
        "updated_at",
        "plan__priority",
        AssigneeFilter,
    ]
    list_select_related = ["section", "created_by"]
    actions = bulk.actions()
    search_fields = ["headline"]
    search_help_text = "Words of the headline, any name of a person or tag; of stories in work, words of the text too."
    list_per_page = 50
    paginator = CappedPaginator
    show_full_result_count = False
    save_on_top = False
    autocomplete_fields = ["source", "lead_photo", "lead_visual"]
    inlines = [BylineInline]
    fieldsets = [
        (None, {"fields": ["headline", "dek", "body", "base_version"], "classes": ["writing"]}),
        ("Where it belongs", {"fields": ["section", "kicker", "tags", "source"]}),
        ("At its head", {"fields": ["lead_photo", "lead_visual"]}),
        ("Address and time", {"fields": ["slug", "story_date"]}),
    ]

    # -- who may ----------------------------------------------------------------------------------------------------

    def has_change_permission(self, request: HttpRequest, obj: Article | None = None) -> bool:
        may = super().has_change_permission(request, obj)
        return may if not may or obj is None else may_change(request.user, obj)

    def has_delete_permission(self, request: HttpRequest, obj: Article | None = None) -> bool:
        return False  # nothing that was written is ever deleted

    # -- lists ------------------------------------------------------------------------------------------------------

    def get_queryset(self, request: HttpRequest) -> QuerySet[Article]:
        return Article.objects.with_standing(timezone.now())

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Article], search_term: str
    ) -> tuple[QuerySet[Article], bool]:
        return find(queryset, search_term), False

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        return super().changelist_view(request, (extra_context or {}) | saved_lists.shown_to(request))

    @admin.display(description="On the site")
    def on_site(self, article: Article) -> SafeString:
        standing = article.standing
        return format_html('<span class="standing" data-standing="{}">{}</span>', standing.value, standing.label)

    # -- the form ---------------------------------------------------------------------------------------------------

    def get_fieldsets(self, request: HttpRequest, obj: Article | None = None) -> Any:
        if obj is None or self.has_change_permission(request, obj):
            return super().get_fieldsets(request, obj)
        fields = ["headline", "dek", "text_as_read", "section", "kicker", "source", "lead_photo", "lead_visual", "slug"]
        return [(None, {"fields": fields})]

    def get_form(self, request: HttpRequest, obj: Article | None = None, change: bool = False, **kwargs: Any) -> Any:
        # Tags are a field of the form's own: named among the model's, they would be read a second time.
        fields = flatten_fieldsets(self.get_fieldsets(request, obj))
        return super().get_form(request, obj, change, **kwargs | {"fields": [it for it in fields if it != "tags"]})

    def get_readonly_fields(self, request: HttpRequest, obj: Article | None = None) -> list[str]:
        return [] if obj is None or self.has_change_permission(request, obj) else ["text_as_read"]

    @admin.display(description="Text")
    def text_as_read(self, article: Article) -> SafeString:
        """For who may look but not change: the text as readers would get it, never as escaped HTML."""
        html = resolve(render(article.body, gather(article.body, article.source)), timezone.now())
        return format_html('<div class="as-read">{}</div>', html)

    def get_object(self, request: HttpRequest, object_id: str, from_field: str | None = None) -> Article | None:
        pk = row_id(object_id)
        if request.method == "POST" and pk:
            # Locked before it is read: whoever saves second has then seen what the first one wrote.
            list(Article.objects.select_for_update().filter(pk=pk).values_list("pk"))
        return on_desk(timezone.now()).prefetch_related(TAGGED).filter(pk=pk).first()

    def save_model(self, request: HttpRequest, obj: Article, form: Any, change: bool) -> None:
        """Nothing yet: article, tags and bylines are one save, below."""

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        for formset in formsets:
            formset.save()
        save(
            form.instance,
            by=request.user,  # type: ignore[arg-type]
            base_version=form.cleaned_data.get("base_version") if change else None,
            body=form.canonical,
            tags=list(form.cleaned_data["tags"]),
            bylines=[line for formset in formsets for line in formset.lines],
        )

    def render_change_form(self, request: HttpRequest, context: Any, *args: Any, **kwargs: Any) -> HttpResponse:
        # Django 5.2 puts no nonce on media itself; the import map is the one inline script that needs it.
        context["media"] = Media.from_media(context["media"], nonce=str(request.csp_nonce))  # type: ignore[attr-defined]
        context["show_save_and_add_another"] = False  # the bar belongs to this story
        article = kwargs.get("obj")
        if article is not None and article.pk:
            context |= self._desk_context(request, article)
            self._keep_what_lost(request, context)
        else:
            context["moves"] = allowed(stand_of_new(request.user))
        return super().render_change_form(request, context, *args, **kwargs)

    def _keep_what_lost(self, request: HttpRequest, context: Any) -> None:
        """A save that came too late stays on the form, and is a revision already."""
        form = context["adminform"].form
        if not (form.is_bound and form.is_stale and hasattr(form, "canonical")):
            return
        lines = [line for it in context["inline_admin_formsets"] if it.formset.is_valid() for line in it.formset.lines]
        tag_ids = [tag.pk for tag in form.cleaned_data.get("tags", [])]
        set_aside(form.instance, by=request.user, body=form.canonical, tag_ids=tag_ids, bylines=lines)  # type: ignore[arg-type]

    def _desk_context(self, request: HttpRequest, article: Article) -> dict[str, Any]:
        standing = situation_of(article, timezone.now())
        return {
            "waiting_quotes": archive_quotes.waiting_in(article),
            "moves": allowed(stand_in(standing, request.user)),
            "is_changed_since_approval": standing.is_changed_since_approval,
            "holds": standing.holds,
            "live": standing.editions.live,
            "pending": standing.editions.pending,
            "checks": checks_of(article),
            "figures": figures_of(article),
        }

    def response_add(self, request: HttpRequest, obj: Article, post_url_continue: str | None = None) -> HttpResponse:
        if request.POST.get("_move") in RULES:
            return self.response_change(request, obj)
        # A new story is opened again: its writer is not done with it.
        if "_addanother" not in request.POST and "_popup" not in request.POST:
            request.POST = request.POST.copy()  # type: ignore[assignment]
            request.POST.update({"_continue": "1"})
        return super().response_add(request, obj, post_url_continue)

    def response_change(self, request: HttpRequest, obj: Article) -> HttpResponse:
        """A button of a move saves first, then opens that move's page: the table decides there."""
        if request.POST.get("_move") not in RULES:
            return super().response_change(request, obj)
        return HttpResponseRedirect(reverse("admin:desk_move", args=[obj.pk, request.POST["_move"]]))

    # -- views of its own -------------------------------------------------------------------------------------------

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view
        return [
            path("embed/<str:kind>/", view(require_POST(self.embed_view)), name="articles_embed"),
            *writing.urls(self),
            *pickers.urls(self),
            *row_dialogs.urls(self),
            *quote_desk.urls(self),
            *moves.urls(),
            *history.urls(),
            *notes.urls(),
            *previews.urls(),
            *related.urls(),
            *merges.urls(),
            *overview.urls(),
            *bulk.urls(),
            *audit.urls(),
            *saved_lists.urls(),
            *super().get_urls(),
        ]

    def embed_view(self, request: HttpRequest, kind: str) -> JsonResponse:
        """An embed's dialog, or its checked props. For who may write stories."""
        if not (self.has_add_permission(request) or self.has_change_permission(request)):
            raise PermissionDenied
        return embed_answer(request, kind)
