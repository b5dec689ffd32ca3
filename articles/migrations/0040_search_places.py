"""Quotations come nearer to stories in the order of search (`search_doc.py` says why). PostgreSQL numbers its rows anew;
SQLite's index has no words of its own to do so, and is made anew, empty. `rebuild_search` fills it.
"""

from django.db import migrations
from django.db.models import F

WAS, IS = 1 << 60, 1 << 55


def number_anew(apps, schema_editor):
    from articles.search import sqlite

    rows = apps.get_model("articles", "SearchDoc").objects.using(schema_editor.connection.alias)
    if schema_editor.connection.vendor != "sqlite":
        rows.filter(pk__gte=WAS).update(id=F("id") - WAS + IS)
        return
    schema_editor.execute(sqlite.DROP)
    schema_editor.execute(sqlite.CREATE)
    if rows.exists():
        rows._raw_delete(rows.db)
        print("\nSearch has to be filled anew: run manage.py rebuild_search.")


class Migration(migrations.Migration):
    dependencies = [("articles", "0039_edition_address_with_window")]
    operations = [migrations.RunPython(number_anew, migrations.RunPython.noop)]
