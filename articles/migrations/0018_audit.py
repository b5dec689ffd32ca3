"""Who may read who did what."""

from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('articles', '0017_rights_of_front_places'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AlterModelOptions(
            name='move',
            options={'ordering': ['-at', '-pk'], 'permissions': [('view_audit', 'Can read who did what at the desk')]},
        ),
        migrations.AddIndex(
            model_name='move',
            index=models.Index(fields=['-at', '-id'], name='move_newest'),
        ),
    ]
