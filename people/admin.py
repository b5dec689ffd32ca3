"""People on the desk: found by every name they go by."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.db import models
from django.db.models import QuerySet
from django.http import HttpRequest, JsonResponse
from django.urls import URLPattern, path
from django.views.decorators.http import require_POST, require_safe

from people import names
from people.models import Alias, FormerSlug, Person, PersonLink
from people.numbers import row_id
from people.picking import Picking

CHOICES = 8


class AliasInline(admin.TabularInline):
    model = Alias
    extra = 1


class PersonLinkInline(admin.TabularInline):
    model = PersonLink
    formfield_overrides = {models.URLField: {"assume_scheme": "https"}}
    extra = 0


@admin.register(Person)
class PersonAdmin(Picking, admin.ModelAdmin):
    list_display = ["name", "kind", "role", "disambiguation", "sort_name"]
    list_filter = ["kind"]
    search_fields = ["name"]
    search_help_text = "Any name or alias, in any spelling: “k dot” finds Kendrick Lamar."
    ordering = ["sort_name"]
    fieldsets = [
        (None, {"fields": ["name", "sort_name", "slug", "kind", "role", "disambiguation", "pronouns", "bio"]}),
        ("Facts", {"fields": ["born_or_formed", "area", "members", "mbid", "wikidata"], "classes": ["collapse"]}),
    ]
    prepopulated_fields = {"slug": ["name"]}
    autocomplete_fields = ["members"]
    inlines = [AliasInline, PersonLinkInline]
    change_list_template = "admin/articles/noun_list.html"

    def get_queryset(self, request: HttpRequest) -> QuerySet[Person]:
        rows: Any = super().get_queryset(request)
        return rows.standing()

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Person], search_term: str
    ) -> tuple[QuerySet[Person], bool]:
        if not search_term.strip():
            return queryset, False
        return queryset.filter(pk__in=Person.objects.named(search_term).order_by().values("pk")), False

    def get_prepopulated_fields(self, request: HttpRequest, obj: Person | None = None) -> dict[str, Any]:
        # An address that is out in the world does not follow a corrected name by itself.
        return {} if obj else self.prepopulated_fields

    def save_model(self, request: HttpRequest, obj: Person, form: Any, change: bool) -> None:
        if change and "slug" in form.changed_data:
            FormerSlug.objects.filter(slug=obj.slug).delete()
            FormerSlug.objects.update_or_create(slug=form.initial["slug"], defaults={"person": obj})
        super().save_model(request, obj, form, change)

    def has_delete_permission(self, request: HttpRequest, obj: Person | None = None) -> bool:
        return False  # who was published stays findable; merging takes doubles away

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view
        return [
            path("names/", view(require_safe(self.names_view)), name="people_person_names"),
            path("add-by-name/", view(require_POST(self.add_by_name_view)), name="people_person_add_by_name"),
            path("add-alias/", view(require_POST(self.add_alias_view)), name="people_person_add_alias"),
            *super().get_urls(),
        ]

    def names_view(self, request: HttpRequest) -> JsonResponse:
        """People for a combobox: `{"results": [{"id", "name", "alias", "role"}]}`, best first."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        found = Person.objects.named(request.GET.get("q", "")[:200])[:CHOICES]
        rows = [
            {"id": str(person.pk), "name": person.name, "alias": _other_name(person), "role": person.role}
            for person in found
        ]
        return JsonResponse({"results": rows})

    def add_by_name_view(self, request: HttpRequest) -> JsonResponse:
        """Makes a person of a name alone: `{"id", "name"}`; 409 where the very name is there already."""
        if not self.has_add_permission(request):
            raise PermissionDenied
        name = names.display(request.POST.get("name", ""))[:200]
        if not name:
            return JsonResponse({"problem": "Write the name first."}, status=422)
        if Person.objects.filter(strict_key=names.strict_key(name)).exists():
            problem = f"There is a {name} already. Pick them from the list, or add a namesake under People."
            return JsonResponse({"problem": problem}, status=409)
        person = Person.objects.create(
            name=name, slug=names.free_slug(name, taken=_slugs_like(name), fallback="person")
        )
        self.log_addition(request, person, [{"added": {}}])
        return JsonResponse({"id": str(person.pk), "name": person.name})

    def add_alias_view(self, request: HttpRequest) -> JsonResponse:
        """Keeps another name of a person: it finds them from then on, and no page shows it. `{"id", "name"}` of theirs."""
        if not request.user.has_perm("people.add_alias"):
            raise PermissionDenied
        name, asked = names.display(request.POST.get("name", ""))[:200], request.POST.get("person", "")
        person = Person.objects.standing().filter(pk=row_id(asked)).first()
        if not name or person is None:
            return JsonResponse({"problem": "Write the name, and pick whose it is."}, status=422)
        if name != person.name:
            _, is_new = Alias.objects.get_or_create(person=person, name=name, defaults={"kind": Alias.Kind.SEARCH})
            if is_new:
                self.log_change(request, person, [{"added": {"name": "alias", "object": name}}])
        return JsonResponse({"id": str(person.pk), "name": person.name})


def _other_name(person: Person) -> str:
    alias = str(getattr(person, "alias_found", None) or "")
    return alias if alias != person.name else ""


def _slugs_like(name: str) -> QuerySet[Person, str]:
    beginning = names.ascii_slug(name, fallback="person")
    return Person.objects.filter(slug__startswith=beginning).values_list("slug", flat=True)
