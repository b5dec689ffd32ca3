"""The archive counts by the index alone: whether a story is visible stands at its end."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("articles", "0038_search_doc_numbers")]
    operations = [
        migrations.RemoveIndex(model_name="edition", name="edition_address"),
        migrations.AddIndex(
            model_name="edition",
            index=models.Index(fields=["published_on", "slug", "live_from", "live_until"], name="edition_address"),
        ),
    ]
