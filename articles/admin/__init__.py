"""The desk in the Django admin: declarations first; what they do is in articles.desk."""

from django.contrib import admin

from articles.admin import article, nouns, record, redirects

admin.site.site_header = admin.site.site_title = "The desk"
admin.site.index_title = "The desk"

__all__ = ["article", "nouns", "record", "redirects"]
