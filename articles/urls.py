"""Stories, and every list and noun that they make."""

from django.urls import path, register_converter

from articles import views


class Digits:
    """Part of a date as addresses write it: always with its zeros."""

    def to_python(self, value: str) -> int:
        return int(value)

    def to_url(self, value: int | str) -> str:
        return f"{int(value):02}"


class Year(Digits):
    regex = "[12][0-9]{3}"


class Month(Digits):
    regex = "0[1-9]|1[0-2]"


class Day(Digits):
    regex = "0[1-9]|[12][0-9]|3[01]"


register_converter(Year, "yyyy")
register_converter(Month, "mm")
register_converter(Day, "dd")

app_name = "articles"
urlpatterns = [
    # /2022/11/29/slug/
    path("<yyyy:year>/", views.archive_year, name="year"),
    path("<yyyy:year>/<mm:month>/", views.archive_month, name="month"),
    path("<yyyy:year>/<mm:month>/<dd:day>/", views.archive_day, name="day"),
    path("<yyyy:year>/<mm:month>/<dd:day>/<slug:slug>/", views.story, name="detail"),
    path("archive/", views.archive, name="archive"),
    # lists
    path("sections/<slug:slug>/", views.section, name="section"),
    path("tags/", views.tag_list, name="tags"),
    path("tags/<slug:slug>/", views.tag, name="tag"),
    path("visuals/", views.visual_list, name="visuals"),
    path("visuals/<slug:slug>/", views.visual, name="visual"),
    path("quotes/", views.quote_list, name="quotes"),
    path("quotes/<uuid:uuid>/", views.quote, name="quote"),
    path("corrections/", views.correction_list, name="corrections"),
]
