"""Who may curate the front page: managing editors. Adds rights to the three groups, takes none away."""

from django.db import migrations

from articles.desk.roles import grant


class Migration(migrations.Migration):
    dependencies = [("articles", "0016_front_places")]
    operations = [migrations.RunPython(grant, migrations.RunPython.noop)]
