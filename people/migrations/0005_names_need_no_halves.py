"""What a slip makes of a name is looked up by its key; nothing asks for its second half or its length any more."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("people", "0004_names_know_how_common_they_are")]
    operations = [
        migrations.RemoveField(model_name="namekey", name="backwards"),
        migrations.RemoveField(model_name="namekey", name="size"),
    ]
