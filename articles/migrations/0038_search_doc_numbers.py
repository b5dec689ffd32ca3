"""On SQLite the rows of search are found by their own number, where an index led to it before."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("articles", "0037_search_pairs")]
    operations = [
        migrations.AlterField(
            model_name="searchdoc", name="id", field=models.BigAutoField(primary_key=True, serialize=False)
        ),
    ]
