"""Notes on stories."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models



class Migration(migrations.Migration):

    dependencies = [
        ('articles', '0007_writing'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Note',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('text', models.TextField(max_length=5000)),
                ('words', models.CharField(blank=True, max_length=500)),
                ('before', models.CharField(blank=True, max_length=60)),
                ('after', models.CharField(blank=True, max_length=60)),
                ('at', models.DateTimeField()),
                ('resolved_at', models.DateTimeField(blank=True, null=True)),
                ('article', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='notes', to='articles.article')),
                ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='notes', to=settings.AUTH_USER_MODEL)),
                ('parent', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='replies', to='articles.note')),
                ('resolved_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='resolved_notes', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['at', 'pk'],
                'indexes': [models.Index(fields=['article', 'resolved_at'], name='note_by_article')],
                'constraints': [models.CheckConstraint(condition=models.Q(('text', ''), _negated=True), name='note_has_words'), models.CheckConstraint(condition=models.Q(('resolved_at__isnull', False), ('resolved_by__isnull', True), _connector='OR'), name='note_resolved_by_and_at'), models.CheckConstraint(condition=models.Q(('parent__isnull', True), ('words', ''), _connector='OR'), name='note_reply_has_no_place')],
            },
        ),
    ]
