"""The words of search rows: a full-text table on SQLite, a vector and its index on PostgreSQL. No model shows them."""

from django.db import migrations


def make(apps, schema_editor):
    from articles.search import postgresql, sqlite

    schema_editor.execute((sqlite if schema_editor.connection.vendor == "sqlite" else postgresql).CREATE)


def drop(apps, schema_editor):
    from articles.search import postgresql, sqlite

    schema_editor.execute((sqlite if schema_editor.connection.vendor == "sqlite" else postgresql).DROP)


class Migration(migrations.Migration):
    dependencies = [("articles", "0011_search")]
    operations = [migrations.RunPython(make, drop)]
