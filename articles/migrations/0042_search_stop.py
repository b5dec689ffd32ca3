"""On SQLite a row that stops search between stories and quotations (`articles/search/sqlite.py` says why)."""

from django.db import migrations


def put_stop(apps, schema_editor):
    from articles.search import sqlite

    if schema_editor.connection.vendor != "sqlite":
        return
    with schema_editor.connection.cursor() as cursor:
        is_there = cursor.execute("SELECT 1 FROM articles_search_docsize WHERE id = %s", sqlite.STOP[:1]).fetchone()
        if not is_there:  # of a row that is there its marks would count twice
            cursor.execute(sqlite.PUT_STOP, sqlite.STOP)


class Migration(migrations.Migration):
    dependencies = [("articles", "0041_edition_texts_last")]
    operations = [migrations.RunPython(put_stop, migrations.RunPython.noop)]
