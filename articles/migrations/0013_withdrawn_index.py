"""Withdrawals are listed, newest first."""

from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('articles', '0012_search_index'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddIndex(
            model_name='edition',
            index=models.Index(condition=models.Q(('ending', 'withdrawn')), fields=['-live_until'], name='edition_withdrawn'),
        ),
    ]
