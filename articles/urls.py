"""Stories, and every list and noun that they make."""

from django.urls import path, register_converter

from articles import feeds, quoted, sitemaps, tag_pages, together, views


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


class FeedForm:
    regex = "xml|atom|json"

    def to_python(self, value: str) -> str:
        return value

    to_url = to_python


register_converter(Year, "yyyy")
register_converter(Month, "mm")
register_converter(Day, "dd")

register_converter(FeedForm, "feed")

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
    path("tags/", tag_pages.tag_list, name="tags"),
    # Not below /tags/, where a tag may have any name.
    path("tags-by-weight/", tag_pages.tags_by_weight, name="tags_by_weight"),
    path("tags/<slug:slug>/", tag_pages.tag, name="tag"),
    path("tags/<slug:slug>/with/<slug:other>/", together.tags_together, name="together"),
    path("visuals/", views.visual_list, name="visuals"),
    path("visuals/<slug:slug>/", views.visual, name="visual"),
    path("quotes/", quoted.quote_list, name="quotes"),
    path("quotes/<yyyy:year>/", quoted.quote_list, name="quotes_of_year"),
    path("people/<slug:slug>/quotes/", quoted.person_quotes, name="person_quotes"),
    path("people/<slug:slug>/quotes/<yyyy:year>/", quoted.person_quotes, name="person_quotes_of_year"),
    path("people/<slug:slug>/quotes/to/<int:source>/", quoted.person_quotes, name="person_quotes_to"),
    path("quotes/<uuid:uuid>/", views.quote, name="quote"),
    path("corrections/", views.correction_list, name="corrections"),
    path("sitemap.xml", sitemaps.index, name="sitemap"),
    path("sitemap-pages.xml", sitemaps.pages, name="sitemap_pages"),
    path("sitemap-news.xml", sitemaps.news, name="sitemap_news"),
    path("sitemap-<yyyy:year>-<mm:month>.xml", sitemaps.month, name="sitemap_month"),
    # feed.xml is RSS, feed.atom Atom, feed.json JSON Feed; each also beside the list that it follows
    path("feed.<feed:form>", feeds.site, name="feed"),
    path("sections/<slug:slug>/feed.<feed:form>", feeds.section, name="section_feed"),
    path("tags/<slug:slug>/feed.<feed:form>", feeds.tag, name="tag_feed"),
    path("people/<slug:slug>/feed.<feed:form>", feeds.person, name="person_feed"),
]
