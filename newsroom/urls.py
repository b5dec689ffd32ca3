"""The site map."""

from django.contrib import admin
from django.urls import include, path

from newsroom import views

urlpatterns = [
    path("", views.front, name="front"),
    path("", include("articles.urls")),
    path("people/", include("people.urls")),
    path("about/", views.about, name="about"),
    path("robots.txt", views.robots, name="robots"),
    path("healthz", views.healthz, name="healthz"),
    path("media/<path:name>", views.media, name="media"),
    path("admin/", admin.site.urls),
]

handler404 = views.not_found
handler500 = views.server_error
