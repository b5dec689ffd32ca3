"""The nouns that stories are made of: sections, tags, sources, photos, visuals, redirects."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import admin
from django.core.files.uploadedfile import UploadedFile
from django.db import models
from django.db.models import Q, QuerySet
from django.forms import Script
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from articles.desk import photos, renditions
from articles.models import Article, Credit, HouseRule, Photo, Redirect, Section, Source, Tag, TagSynonym, Visual
from people import names
from people.picking import Picking

# An address typed without its scheme is taken for https.
HTTPS: dict[Any, Any] = {models.URLField: {"assume_scheme": "https"}}


class AddressKeeper(admin.ModelAdmin):
    """For nouns with a page: a changed slug leaves a redirect, and what was public is never deleted."""

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        old = type(obj).objects.get(pk=obj.pk).get_absolute_url() if change else None
        super().save_model(request, obj, form, change)
        if old and old != obj.get_absolute_url():
            Redirect.leave(old, obj.get_absolute_url())

    def get_prepopulated_fields(self, request: HttpRequest, obj: Any = None) -> dict[str, Any]:
        return {} if obj else dict(self.prepopulated_fields)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


@admin.register(Section)
class SectionAdmin(AddressKeeper):
    list_display = ["name", "slug", "intro", "position", "is_in_navigation"]
    search_fields = ["name"]
    prepopulated_fields = {"slug": ["name"]}


class TagSynonymInline(admin.TabularInline):
    model = TagSynonym
    extra = 1


@admin.register(Tag)
class TagAdmin(Picking, AddressKeeper):
    change_list_template = "admin/articles/noun_list.html"
    list_display = ["name", "slug", "parent", "description"]
    list_select_related = ["parent"]
    search_fields = ["name"]
    search_help_text = "Names and synonyms, in any spelling."
    fields = ["name", "slug", "description", "parent"]
    autocomplete_fields = ["parent"]
    prepopulated_fields = {"slug": ["name"]}
    inlines = [TagSynonymInline]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Tag]:
        rows: Any = super().get_queryset(request)
        return rows.standing()

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Tag], search_term: str
    ) -> tuple[QuerySet[Tag], bool]:
        if not search_term.strip():
            return queryset, False
        return queryset.filter(pk__in=Tag.objects.beginning(search_term).values("pk")), False


@admin.register(Source)
class SourceAdmin(admin.ModelAdmin):
    list_display = ["outlet", "kind", "title", "said_on"]
    formfield_overrides = HTTPS
    list_filter = ["kind"]
    search_fields = ["outlet", "title"]
    date_hierarchy = "said_on"

    def has_delete_permission(self, request: HttpRequest, obj: Source | None = None) -> bool:
        return False


class CreditInline(Picking, admin.TabularInline):
    model = Credit
    extra = 1
    autocomplete_fields = ["person"]
    fields = ["position", "role", "person", "name", "credited_as", "character", "qualifier"]


@admin.register(Visual)
class VisualAdmin(Picking, AddressKeeper):
    list_display = ["title", "kind", "song", "release", "released"]
    formfield_overrides = HTTPS
    list_filter = ["kind"]
    search_fields = ["title", "song", "release"]
    prepopulated_fields = {"slug": ["title"]}
    autocomplete_fields = ["poster"]
    inlines = [CreditInline]

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Visual], search_term: str
    ) -> tuple[QuerySet[Visual], bool]:
        found, doubles = super().get_search_results(request, queryset, search_term)
        key = names.loose_key(search_term)
        return (found | queryset.filter(loose_key__startswith=key) if key else found), doubles


class PhotoForm(forms.ModelForm):
    upload = forms.FileField(label="File", required=False, help_text="JPEG, PNG, WebP, GIF or AVIF.")

    class Meta:
        model = Photo
        fields = ["alt", "is_decorative", "caption", "credit", "licence", "focal_x", "focal_y", "portrait_of"]

    def clean_upload(self) -> UploadedFile | None:
        upload: UploadedFile | None = self.cleaned_data["upload"]
        if upload is None:
            if self.instance.pk is None:
                raise forms.ValidationError("Choose the image file.")
            return None
        try:
            self.image = photos.read_upload(upload)
        except photos.BadPhoto as error:
            raise forms.ValidationError(str(error)) from error
        return upload


@admin.register(Photo)
class PhotoAdmin(Picking, admin.ModelAdmin):
    form = PhotoForm
    list_display = ["picture", "__str__", "credit", "licence", "size", "created_at"]
    list_display_links = ["picture", "__str__"]
    search_fields = ["caption", "alt", "credit"]
    autocomplete_fields = ["portrait_of"]
    readonly_fields = ["focal_point", "size", "sizes", "used_in"]
    fields = [
        "focal_point",
        ("focal_x", "focal_y"),
        "upload",
        "alt",
        "is_decorative",
        "caption",
        "credit",
        "licence",
        "portrait_of",
        "size",
        "sizes",
        "used_in",
    ]

    class Media:
        js = [Script("js/desk/focal-point.js", type="module")]
        css = {"all": ["css/desk/focal-point.css"]}

    @admin.display(description="Focal point")
    def focal_point(self, photo: Photo) -> SafeString | str:
        """The picture with its point; the number fields below say the same without script."""
        if not photo.pk:
            return "After the first save."
        picture = format_html(
            '<img src="{}" alt="{}" width="{}" height="{}">', photo.file.url, photo.alt, photo.width, photo.height
        )
        return format_html('<focal-point data-x="id_focal_x" data-y="id_focal_y">{}</focal-point>', picture)

    @admin.display(description="Used in")
    def used_in(self, photo: Photo) -> SafeString | str:
        """Stories that show it at their head or in their text, and films whose poster it is; twenty at most."""
        if not photo.pk:
            return "—"
        marker = f"&quot;photo&quot;:{photo.pk}"
        inside = Q(body__contains=f"{marker},") | Q(body__contains=f"{marker}}}") | Q(lead_photo=photo)
        stories = Article.objects.filter(inside).order_by("-updated_at").only("headline")[:20]
        rows = [("admin:articles_article_change", story.pk, str(story)) for story in stories]
        rows += [("admin:articles_visual_change", it.pk, f"{it} (poster)") for it in photo.poster_of.all()[:20]]
        links = [(reverse(name, args=[pk]), words) for name, pk, words in rows]
        return format_html_join(", ", '<a href="{}">{}</a>', links) if links else "Nowhere yet."

    @admin.display(description="Renditions")
    def sizes(self, photo: Photo) -> str:
        """What was cut: crop, format and widths in pixels."""
        made = [
            f"{crop} {kind} {', '.join(str(width) for width, _ in widths)}"
            for crop, formats in photo.renditions.items()
            for kind, widths in formats.items()
        ]
        return "; ".join(made) or "Not cut yet."

    @admin.display(description="Picture")
    def picture(self, photo: Photo) -> SafeString | str:
        small = photo.renditions.get("3x2", {}).get("jpeg")
        if not small:
            return "—"
        return format_html('<img class="thumb" src="{}" alt="{}" width="120" height="80">', small[0][1], photo.alt)

    @admin.display(description="Pixels")
    def size(self, photo: Photo) -> str:
        return f"{photo.width} × {photo.height}" if photo.pk else "—"

    def save_model(self, request: HttpRequest, obj: Photo, form: PhotoForm, change: bool) -> None:
        replaced = bool(form.cleaned_data.get("upload"))
        if replaced:
            photos.replace(obj, form.image)
        super().save_model(request, obj, form, change)
        if replaced or {"focal_x", "focal_y"} & set(form.changed_data):
            renditions.cut_soon(obj)

    def has_delete_permission(self, request: HttpRequest, obj: Photo | None = None) -> bool:
        return False


@admin.register(HouseRule)
class HouseRuleAdmin(admin.ModelAdmin):
    list_display = ["words", "advice", "is_case_sensitive", "is_active"]
    list_filter = ["is_active"]
    search_fields = ["words", "advice"]
