"""Who may keep the house's rules of style: managing editors. Everybody on the desk may read them."""

from django.db import migrations

from articles.desk.roles import grant


class Migration(migrations.Migration):
    dependencies = [("articles", "0021_quote_decisions")]
    operations = [migrations.RunPython(grant, migrations.RunPython.noop)]
