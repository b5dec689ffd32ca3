"""Stories on the desk."""

from __future__ import annotations

from typing import Any

from django.contrib import admin, messages
from django.contrib.admin.options import IncorrectLookupParameters
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.views.decorators.http import require_POST
from js_asset import Media

from articles.admin import writing
from articles.admin.article_form import ArticleForm, BylineFormSet
from articles.admin.embed_dialog import embed_answer
from articles.body.references import resolve
from articles.body.render import gather, render
from articles.desk.checks import checks_of, figures_of
from articles.desk.publishing import NotNow, cancel, pending_edition, publish, withdraw
from articles.desk.readiness import NotReady
from articles.desk.saving import save, set_aside
from articles.models import Article, Byline, Edition
from articles.models.article import Standing


class BylineInline(admin.TabularInline):
    model = Byline
    formset = BylineFormSet
    extra = 0
    autocomplete_fields = ["person"]
    fields = ["position", "part", "person", "name"]


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


@admin.register(Article)
class ArticleAdmin(admin.ModelAdmin):
    form = ArticleForm
    list_display = ["headline", "status", "on_site", "section", "created_by", "updated_at"]
    list_filter = ["status", StandingFilter, "section"]
    list_select_related = ["section", "created_by"]
    search_fields = ["headline", "dek", "slug"]
    date_hierarchy = "updated_at"
    list_per_page = 50
    show_full_result_count = False
    save_on_top = False
    autocomplete_fields = ["source", "lead_photo", "lead_visual"]
    inlines = [BylineInline]
    fieldsets = [
        (None, {"fields": ["headline", "dek", "body", "base_version"], "classes": ["writing"]}),
        ("Where it belongs", {"fields": ["section", "kicker", "tags", "source"]}),
        ("At its head", {"fields": ["lead_photo", "lead_visual"]}),
        ("Address and time", {"fields": ["slug", "story_date", "publish_at"]}),
    ]

    # -- who may ----------------------------------------------------------------------------------------------------

    def has_change_permission(self, request: HttpRequest, obj: Article | None = None) -> bool:
        may = super().has_change_permission(request, obj)
        if not may or obj is None:
            return may
        return obj.created_by_id == request.user.pk or request.user.has_perm("articles.change_any_article")

    def has_delete_permission(self, request: HttpRequest, obj: Article | None = None) -> bool:
        return False  # nothing that was written is ever deleted

    # -- lists ------------------------------------------------------------------------------------------------------

    def get_queryset(self, request: HttpRequest) -> QuerySet[Article]:
        return Article.objects.with_standing(timezone.now())

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

    def get_readonly_fields(self, request: HttpRequest, obj: Article | None = None) -> list[str]:
        return [] if obj is None or self.has_change_permission(request, obj) else ["text_as_read"]

    @admin.display(description="Text")
    def text_as_read(self, article: Article) -> SafeString:
        """For who may look but not change: the text as readers would get it, never as escaped HTML."""
        html = resolve(render(article.body, gather(article.body, article.source)), timezone.now())
        return format_html('<div class="as-read">{}</div>', html)

    def get_object(self, request: HttpRequest, object_id: str, from_field: str | None = None) -> Article | None:
        if request.method == "POST" and object_id.isdigit():
            # Locked before it is read: whoever saves second has then seen what the first one wrote.
            list(Article.objects.select_for_update().filter(pk=object_id).values_list("pk"))
        return super().get_object(request, object_id, from_field)

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
        article = kwargs.get("obj")
        if article is not None and article.pk:
            context |= self._desk_context(request, article)
            self._keep_what_lost(request, context)
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
        now = timezone.now()
        live = Edition.objects.live(now).filter(article=article).defer("html", "text").first()
        return {
            "may_publish": request.user.has_perm("articles.publish_article")
            and self.has_change_permission(request, article),
            "may_withdraw": request.user.has_perm("articles.withdraw_article"),
            "live": live,
            "pending": pending_edition(article, now),
            "checks": checks_of(article),
            "figures": figures_of(article),
        }

    def response_add(self, request: HttpRequest, obj: Article, post_url_continue: str | None = None) -> HttpResponse:
        # A new story is opened again: its writer is not done with it.
        if "_addanother" not in request.POST and "_popup" not in request.POST:
            request.POST = request.POST.copy()  # type: ignore[assignment]
            request.POST.update({"_continue": "1"})
        return super().response_add(request, obj, post_url_continue)

    def response_change(self, request: HttpRequest, obj: Article) -> HttpResponse:
        if "_publish" not in request.POST:
            return super().response_change(request, obj)
        if not request.user.has_perm("articles.publish_article"):
            raise PermissionDenied
        try:
            edition = publish(obj, by=request.user, at=self._publish_at(request))  # type: ignore[arg-type]
        except NotReady as error:
            for problem in error.problems:
                messages.error(request, f"Saved, not published. {problem}")
        except NotNow as error:
            messages.error(request, f"Saved, not published. {error}")
        else:
            messages.success(request, self._published(edition))
        return HttpResponseRedirect(request.get_full_path())

    def _publish_at(self, request: HttpRequest) -> Any:
        field = ArticleForm.base_fields["publish_at"]
        value = field.widget.value_from_datadict(request.POST, request.FILES, "publish_at")
        return field.clean(value)

    def _published(self, edition: Edition) -> SafeString:
        if edition.live_from > timezone.now():
            at = timezone.localtime(edition.live_from)
            return format_html("Scheduled: readers will see it from {}.", f"{at:%-d %B %Y, %H:%M %Z}")
        return format_html('Published: <a href="{}">{}</a>.', edition.get_absolute_url(), edition.headline)

    # -- views of its own -------------------------------------------------------------------------------------------

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view
        return [
            path("embed/<str:kind>/", view(require_POST(self.embed_view)), name="articles_embed"),
            *writing.urls(self),
            path("<int:pk>/take-off/", view(self.take_off_view), name="articles_article_take_off"),
            *super().get_urls(),
        ]

    def embed_view(self, request: HttpRequest, kind: str) -> JsonResponse:
        """An embed's dialog, or its checked props. For who may write stories."""
        if not (self.has_add_permission(request) or self.has_change_permission(request)):
            raise PermissionDenied
        return embed_answer(request, kind)

    def take_off_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Withdraws what is live, or cancels what is scheduled, after one more look."""
        article = self.get_object(request, str(pk))
        if article is None:
            return self._get_obj_does_not_exist_redirect(request, self.opts, str(pk))  # type: ignore[attr-defined]
        context = self._desk_context(request, article)
        needed = "articles.withdraw_article" if context["live"] else "articles.publish_article"
        if not request.user.has_perm(needed):
            raise PermissionDenied
        if request.method == "POST":
            return self._take_off(request, article, is_live=context["live"] is not None)
        context |= self.admin_site.each_context(request) | {
            "article": article,
            "opts": self.opts,
            "title": "Take off the site",
        }
        return TemplateResponse(request, "admin/articles/article/take_off.html", context)

    def _take_off(self, request: HttpRequest, article: Article, *, is_live: bool) -> HttpResponse:
        try:
            if is_live:
                withdraw(article, by=request.user, note=request.POST.get("note", "").strip())  # type: ignore[arg-type]
                messages.success(request, "Withdrawn. Its address now says so to readers.")
            else:
                cancel(article, by=request.user)  # type: ignore[arg-type]
                messages.success(request, "Cancelled. Nothing of it will go out.")
        except NotNow as error:
            messages.error(request, str(error))
        return HttpResponseRedirect(reverse("admin:articles_article_change", args=[article.pk]))
