"""Who may make the new moves. Adds rights to the three groups, takes none away."""

from django.db import migrations

from articles.desk.roles import grant


class Migration(migrations.Migration):
    dependencies = [("articles", "0005_moves"), ("people", "0001_initial"), ("auth", "0012_alter_user_first_name_max_length")]
    operations = [migrations.RunPython(grant, migrations.RunPython.noop)]
