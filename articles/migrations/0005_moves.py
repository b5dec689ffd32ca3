"""Moves of the workflow: plans, holds, notices, and which revision was approved."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('articles', '0004_section_can_wait'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Hold',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('legal', 'Legal hold'), ('embargo', 'Embargo')], max_length=10)),
                ('reason', models.TextField()),
                ('ends_at', models.DateTimeField(blank=True, help_text='Empty: until somebody lifts it.', null=True)),
                ('placed_at', models.DateTimeField()),
                ('lifted_at', models.DateTimeField(blank=True, null=True)),
            ],
            options={
                'ordering': ['pk'],
            },
        ),
        migrations.CreateModel(
            name='Notice',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('text', models.CharField(max_length=500)),
                ('at', models.DateTimeField()),
                ('seen_at', models.DateTimeField(blank=True, null=True)),
                ('mailed_at', models.DateTimeField(blank=True, null=True)),
            ],
            options={
                'ordering': ['-at', '-pk'],
            },
        ),
        migrations.CreateModel(
            name='Plan',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('brief', models.TextField(blank=True, help_text='What the story is, and why now.')),
                ('due_at', models.DateTimeField(blank=True, db_index=True, null=True, verbose_name='due')),
                ('wanted_words', models.PositiveIntegerField(blank=True, null=True, verbose_name='wanted length in words')),
                ('priority', models.PositiveSmallIntegerField(choices=[(1, 'Low'), (2, 'Normal'), (3, 'High'), (4, 'Urgent')], default=2)),
            ],
        ),
        migrations.AlterModelOptions(
            name='article',
            options={'ordering': ['-updated_at', '-pk'], 'permissions': [('change_any_article', 'Can change the stories of others'), ('assign_article', 'Can commission, assign, kill and revive stories'), ('approve_article', 'Can return and approve stories'), ('publish_article', 'Can publish, schedule and correct stories'), ('hold_article', 'Can place holds on stories'), ('lift_article', 'Can lift holds'), ('withdraw_article', 'Can withdraw stories'), ('take_down_article', 'Can take stories down for legal reasons')]},
        ),
        migrations.RemoveConstraint(
            model_name='article',
            name='article_status_is_known',
        ),
        migrations.AddField(
            model_name='move',
            name='revision',
            field=models.ForeignKey(blank=True, help_text='What was approved.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='moves', to='articles.revision'),
        ),
        migrations.AddField(
            model_name='move',
            name='via',
            field=models.CharField(blank=True, help_text='The desk’s page that it was made on.', max_length=20),
        ),
        migrations.AlterField(
            model_name='article',
            name='status',
            field=models.CharField(choices=[('pitch', 'Pitch'), ('draft', 'Draft'), ('in_review', 'In review'), ('approved', 'Approved'), ('killed', 'Killed')], default='draft', max_length=10),
        ),
        migrations.AlterField(
            model_name='move',
            name='verb',
            field=models.CharField(choices=[('create', 'Created'), ('commission', 'Commissioned'), ('assign', 'Assigned'), ('submit', 'Sent to review'), ('return', 'Returned'), ('approve', 'Approved'), ('kill', 'Killed'), ('revive', 'Revived'), ('hold', 'Held'), ('lift', 'Hold lifted'), ('publish', 'Published'), ('schedule', 'Scheduled'), ('correct', 'Corrected'), ('cancel', 'Cancelled'), ('undo', 'Undone'), ('expire', 'End set'), ('withdraw', 'Withdrawn'), ('take_down', 'Taken down'), ('restore', 'Restored')], max_length=10),
        ),
        migrations.AddConstraint(
            model_name='article',
            constraint=models.CheckConstraint(condition=models.Q(('status__in', ['pitch', 'draft', 'in_review', 'approved', 'killed'])), name='article_status_is_known'),
        ),
        migrations.AddField(
            model_name='hold',
            name='article',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='holds', to='articles.article'),
        ),
        migrations.AddField(
            model_name='hold',
            name='lifted_by',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='lifted_holds', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='hold',
            name='placed_by',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='placed_holds', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='notice',
            name='article',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='notices', to='articles.article'),
        ),
        migrations.AddField(
            model_name='notice',
            name='by',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='notices_given', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='notice',
            name='to',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='notices', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='plan',
            name='article',
            field=models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='plan', to='articles.article'),
        ),
        migrations.AddField(
            model_name='plan',
            name='assignee',
            field=models.ForeignKey(blank=True, help_text='Who writes it: may change and submit it as if it were their own.', limit_choices_to=models.Q(('is_active', True), ('is_staff', True)), null=True, on_delete=django.db.models.deletion.PROTECT, related_name='assigned_plans', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='plan',
            name='reviewer',
            field=models.ForeignKey(blank=True, help_text='Who is asked to review it. Anybody else who may approve still can.', limit_choices_to=models.Q(('is_active', True), ('is_staff', True)), null=True, on_delete=django.db.models.deletion.PROTECT, related_name='reviewing_plans', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddConstraint(
            model_name='hold',
            constraint=models.CheckConstraint(condition=models.Q(('reason', ''), _negated=True), name='hold_has_a_reason'),
        ),
        migrations.AddConstraint(
            model_name='hold',
            constraint=models.CheckConstraint(condition=models.Q(('kind__in', ['legal', 'embargo'])), name='hold_kind_is_known'),
        ),
        migrations.AddConstraint(
            model_name='hold',
            constraint=models.CheckConstraint(condition=models.Q(('lifted_at__isnull', False), ('lifted_by__isnull', True), _connector='OR'), name='hold_lifted_by_and_at'),
        ),
        migrations.AddIndex(
            model_name='notice',
            index=models.Index(fields=['to', 'seen_at', '-at'], name='notice_inbox'),
        ),
        migrations.AddIndex(
            model_name='notice',
            index=models.Index(fields=['mailed_at', 'to'], name='notice_to_mail'),
        ),
        migrations.AddConstraint(
            model_name='plan',
            constraint=models.CheckConstraint(condition=models.Q(('priority__in', [1, 2, 3, 4])), name='plan_priority_is_known'),
        ),
    ]
