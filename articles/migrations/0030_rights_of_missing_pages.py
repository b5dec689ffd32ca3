"""Who sees at which addresses readers find nothing: those who may lead them on."""

from django.db import migrations

from articles.desk.roles import grant


class Migration(migrations.Migration):
    dependencies = [("articles", "0029_missing_pages")]
    operations = [migrations.RunPython(grant, migrations.RunPython.noop)]
