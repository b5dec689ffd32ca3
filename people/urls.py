"""People and groups."""

from django.urls import path

from people import views

app_name = "people"
urlpatterns = [
    path("", views.person_list, name="index"),
    path("<slug:slug>/", views.person, name="detail"),
]
