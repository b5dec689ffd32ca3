"""The site map."""

from django.contrib import admin
from django.urls import include, path

from articles.admin.previews import preview_of_link
from newsroom import search, views
from newsroom.curating import curate

urlpatterns = [
    path("", views.front, name="front"),
    path("", include("articles.urls")),
    path("people/", include("people.urls")),
    path("search/", search.search_page, name="search"),
    path("search/suggest/", search.suggest, name="suggest"),
    path("about/", views.about, name="about"),
    path("robots.txt", views.robots, name="robots"),
    path("healthz", views.healthz, name="healthz"),
    # A story that is not out yet, for who was given the address: signed, expiring, revocable, never kept.
    path("preview/<str:token>/", preview_of_link, name="preview"),
    path("media/<path:name>", views.media, name="media"),
    # Curating needs the front page, which the admin's own packages stand below.
    path("admin/front/", admin.site.admin_view(curate), name="desk_front"),
    path("admin/", admin.site.urls),
]

handler404 = views.not_found
handler500 = views.server_error
