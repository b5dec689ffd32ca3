"""The three roles, as groups. Permissions are made here too: Django makes them only after all migrations have run."""

from django.contrib.auth.management import create_permissions
from django.db import migrations

from articles.desk.roles import PERMISSIONS, make_roles


def add(apps, schema_editor):
    for label in ("articles", "people"):
        config = apps.get_app_config(label)
        config.models_module = True
        create_permissions(config, apps=apps, verbosity=0, using=schema_editor.connection.alias)
        config.models_module = None
    make_roles(apps.get_model("auth", "Group"), apps.get_model("auth", "Permission"))


def remove(apps, schema_editor):
    apps.get_model("auth", "Group").objects.filter(name__in=PERMISSIONS).delete()


class Migration(migrations.Migration):
    dependencies = [
        ("articles", "0002_no_overlap_on_postgresql"),
        ("people", "0001_initial"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("contenttypes", "0002_remove_content_type_name"),
    ]
    operations = [migrations.RunPython(add, remove)]
