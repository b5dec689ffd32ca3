"""Places on the front page."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('articles', '0015_photo_credit_can_wait'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='FrontPlace',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('band', models.CharField(choices=[('lead', 'Lead'), ('top', 'Beside the lead'), ('section', 'Section')], max_length=10)),
                ('position', models.PositiveSmallIntegerField(default=1, help_text='1 stands first in its band.')),
                ('starts_at', models.DateTimeField()),
                ('ends_at', models.DateTimeField(blank=True, null=True)),
                ('placed_at', models.DateTimeField()),
                ('taken_at', models.DateTimeField(blank=True, null=True)),
                ('article', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='front_places', to='articles.article')),
                ('placed_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='front_places', to=settings.AUTH_USER_MODEL)),
                ('section', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='articles.section')),
                ('taken_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='front_places_taken', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['-placed_at', '-pk'],
                'indexes': [models.Index(condition=models.Q(('taken_at__isnull', True)), fields=['starts_at'], name='front_place_standing')],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('band', 'section'), ('section__isnull', False)), models.Q(('band__in', ['lead', 'top']), ('section__isnull', True)), _connector='OR'), name='front_place_names_a_section_or_none'), models.CheckConstraint(condition=models.Q(('ends_at__isnull', True), ('ends_at__gt', models.F('starts_at')), _connector='OR'), name='front_place_ends_later'), models.CheckConstraint(condition=models.Q(('taken_at__isnull', False), ('taken_by__isnull', True), _connector='OR'), name='front_place_taken_by_and_at')],
            },
        ),
    ]
