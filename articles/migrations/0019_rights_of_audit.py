"""Who may read the audit list: managing editors. Adds rights to the three groups, takes none away."""

from django.db import migrations

from articles.desk.roles import grant


class Migration(migrations.Migration):
    dependencies = [("articles", "0018_audit")]
    operations = [migrations.RunPython(grant, migrations.RunPython.noop)]
