"""An edition's texts become the last columns of its table, so that SQLite reads its other ones without walking through them.

SQLite writes the table anew for the constraint, its columns in the order of the state; on PostgreSQL, where long texts
stand elsewhere anyway, only the constraint comes.
"""

from django.db import migrations, models
from django.db.models import Q

TEXTS = {
    "html": models.TextField(help_text="The text as readers get it, all but its references (articles/body/references)."),
    "text": models.TextField(help_text="The words alone, one paragraph a line; no ad slots, no pull quotes."),
}


class Migration(migrations.Migration):
    dependencies = [("articles", "0040_search_places")]
    operations = [
        migrations.SeparateDatabaseAndState(
            state_operations=[
                *(migrations.RemoveField("edition", name) for name in TEXTS),
                *(migrations.AddField("edition", name, field) for name, field in TEXTS.items()),
            ]
        ),
        migrations.AddConstraint(
            "edition",
            models.CheckConstraint(condition=Q(number__gte=1), name="edition_number_starts_at_one"),
        ),
    ]
