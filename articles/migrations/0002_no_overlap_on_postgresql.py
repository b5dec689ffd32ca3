"""Two editions of one article never overlap: on PostgreSQL the database itself refuses it.

Acts on PostgreSQL alone. In a model's Meta an exclusion constraint would break `migrate` on SQLite and `full_clean`
everywhere.
"""

from django.db import migrations

ADD = """
CREATE EXTENSION IF NOT EXISTS btree_gist;
ALTER TABLE articles_edition ADD CONSTRAINT edition_windows_never_overlap
EXCLUDE USING gist (article_id WITH =, tstzrange(live_from, live_until) WITH &&);
"""
DROP = "ALTER TABLE articles_edition DROP CONSTRAINT IF EXISTS edition_windows_never_overlap;"


def add(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(ADD)


def drop(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(DROP)


class Migration(migrations.Migration):
    dependencies = [("articles", "0001_initial")]
    operations = [migrations.RunPython(add, drop)]
