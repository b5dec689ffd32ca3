"""The three roles, as groups. Permissions are made here too: Django makes them only after all migrations have run."""

from django.db import migrations

from articles.desk.roles import PERMISSIONS, grant


def remove(apps, schema_editor):
    apps.get_model("auth", "Group").objects.filter(name__in=PERMISSIONS).delete()


class Migration(migrations.Migration):
    dependencies = [
        ("articles", "0002_no_overlap_on_postgresql"),
        ("people", "0001_initial"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("contenttypes", "0002_remove_content_type_name"),
    ]
    operations = [migrations.RunPython(grant, remove)]
