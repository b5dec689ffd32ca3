"""The outlet's redirects, a list of them from a file, and the addresses at which readers find nothing."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import Exists, OuterRef, QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html
from django.utils.http import urlencode

from articles.admin.page import desk_page
from articles.desk.redirecting import BadList, BadRedirect, keep, keep_list, settled
from articles.models import MissingPage, Redirect

_MOST_BYTES = 2_000_000


class RedirectForm(forms.ModelForm):
    class Meta:
        model = Redirect
        fields = ["old_path", "new_path"]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        try:
            data["old_path"], data["new_path"] = settled(data.get("old_path", ""), data.get("new_path", ""))
        except BadRedirect as error:
            self.add_error(error.field, str(error))
        return data


@admin.register(Redirect)
class RedirectAdmin(admin.ModelAdmin):
    form = RedirectForm
    list_display = ["old_path", "new_path", "created_at"]
    search_fields = ["old_path", "new_path"]
    change_list_template = "admin/articles/redirect/change_list.html"

    def get_urls(self) -> list[URLPattern]:
        own = path("import/", self.admin_site.admin_view(import_page), name="articles_redirect_import")
        return [own, *super().get_urls()]

    def save_model(self, request: HttpRequest, obj: Redirect, form: Any, change: bool) -> None:
        if change:
            Redirect.objects.filter(pk=obj.pk).delete()
        obj.pk = keep(obj.old_path, obj.new_path).pk


class ListForm(forms.Form):
    file = forms.FileField(required=False, help_text="CSV: two columns, the old address and the new one.")
    rows = forms.CharField(
        required=False, strip=False, label="Or the rows themselves", widget=forms.Textarea(attrs={"rows": 8}),
        help_text="/2019/old-address/,/tags/new/",
    )  # fmt: skip

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        upload = data.get("file")
        if upload and upload.size > _MOST_BYTES:
            raise forms.ValidationError("The file is larger than 2 MB. Divide it.")
        try:
            data["text"] = upload.read().decode("utf-8") if upload else data.get("rows", "")
        except UnicodeDecodeError as error:
            raise forms.ValidationError("The file is not UTF-8. Save it as “CSV UTF-8” and try again.") from error
        if not data["text"].strip():
            raise forms.ValidationError("Choose a file, or write the rows.")
        return data


def import_page(request: HttpRequest) -> HttpResponse:
    """All rows of a list or none. For who may add and change redirects."""
    if not request.user.has_perms(["articles.add_redirect", "articles.change_redirect"]):
        raise PermissionDenied
    form = ListForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        try:
            kept = keep_list(form.cleaned_data["text"])
        except BadList as error:
            form.errors["__all__"] = form.error_class(error.problems[:_PROBLEMS_SHOWN], error_class="nonfield")
        else:
            messages.success(request, f"{kept.made:,} redirects made, {kept.changed:,} changed.")
            return HttpResponseRedirect(reverse("admin:articles_redirect_changelist"))
    return desk_page(request, "redirects", "Redirects from a list", {"form": form}, status=409 if form.errors else 200)


_PROBLEMS_SHOWN = 30


@admin.register(MissingPage)
class MissingPageAdmin(admin.ModelAdmin):
    """Written by readers' requests alone; each row leads to a redirect for it."""

    list_display = ["path", "hits", "first_at", "last_at", "way_on"]
    search_fields = ["path"]
    list_display_links = None

    def get_queryset(self, request: HttpRequest) -> QuerySet[MissingPage]:
        led_on = Redirect.objects.filter(old_path=OuterRef("path"))
        return super().get_queryset(request).exclude(Exists(led_on))

    @admin.display(description="")
    def way_on(self, page: MissingPage) -> str:
        url = f"{reverse('admin:articles_redirect_add')}?{urlencode({'old_path': page.path})}"
        return format_html('<a href="{}">Redirect…</a>', url)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False
