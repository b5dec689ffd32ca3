"""Search keeps more than it did: on SQLite its table is made anew, empty. `rebuild_search` fills it on both."""

from django.db import migrations


def make_anew(apps, schema_editor):
    from articles.search import postgresql, sqlite

    if schema_editor.connection.vendor == "sqlite":
        schema_editor.execute(sqlite.DROP)
        schema_editor.execute(sqlite.CREATE)
    else:  # rows from before lack the months, and marks as they are asked for now
        schema_editor.execute(postgresql.CREATE)
    if apps.get_model("articles", "SearchDoc").objects.exists():
        print("\nSearch has to be filled anew: run manage.py rebuild_search.")


class Migration(migrations.Migration):
    dependencies = [("articles", "0036_tag_parents")]
    operations = [migrations.RunPython(make_anew, migrations.RunPython.noop)]
