"""Who may write notes: everybody who writes stories. Adds rights to the three groups, takes none away."""

from django.db import migrations

from articles.desk.roles import grant


class Migration(migrations.Migration):
    dependencies = [("articles", "0008_notes")]
    operations = [migrations.RunPython(grant, migrations.RunPython.noop)]
