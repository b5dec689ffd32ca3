"""Who may make one tag, or one person, of two: managing editors."""

from django.db import migrations

from articles.desk.roles import grant


class Migration(migrations.Migration):
    dependencies = [("articles", "0031_merges")]
    operations = [migrations.RunPython(grant, migrations.RunPython.noop)]
