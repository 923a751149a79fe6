import crm.clock
import crm.recovery.models.rota
import datetime
import django.contrib.postgres.constraints
import django.contrib.postgres.fields.ranges
import django.db.models.deletion
import django.db.models.expressions
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '0015_ask_about_own_fields_only_of_rows_that_have_some'),
        ('recovery', '0004_policies_are_published_and_taken_back'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Holiday',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('on', models.DateField(unique=True, verbose_name='day')),
                ('name', models.CharField(blank=True, max_length=80, verbose_name='name')),
            ],
        ),
        migrations.CreateModel(
            name='OnCall',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('from_at', models.DateTimeField(verbose_name='from')),
                ('until_at', models.DateTimeField(verbose_name='until')),
                ('made_at', models.DateTimeField(default=crm.clock.now)),
            ],
        ),
        migrations.AddField(
            model_name='cycle',
            name='lesson_done_at',
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name='cycle',
            name='lesson_done_by',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='cycle',
            name='lesson_reminded',
            field=models.PositiveSmallIntegerField(db_default=0, default=0),
        ),
        migrations.AddIndex(
            model_name='cycle',
            index=models.Index(condition=models.Q(('lesson_by_on__isnull', False), ('lesson_done_at__isnull', True)), fields=['lesson_by_on'], name='cycle_lesson_due'),
        ),
        migrations.AddConstraint(
            model_name='cycle',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('lesson_done_at__isnull', True), ('lesson_done_by__isnull', True)), models.Q(('lesson_by_on__isnull', False), ('lesson_done_at__isnull', False)), _connector='OR'), name='cycle_done_needs_a_lesson', violation_error_message='Nothing was learnt here yet.'),
        ),
        migrations.AddConstraint(
            model_name='holiday',
            constraint=models.CheckConstraint(condition=models.Q(('name', ''), _negated=True), name='holiday_has_a_name', violation_error_message='Give the holiday its name.'),
        ),
        migrations.AddField(
            model_name='oncall',
            name='made_by',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='oncall',
            name='person',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='person'),
        ),
        migrations.AddField(
            model_name='oncall',
            name='team',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.team', verbose_name='team'),
        ),
        migrations.AddIndex(
            model_name='oncall',
            index=models.Index(fields=['until_at'], name='on_call_by_end'),
        ),
        migrations.AddConstraint(
            model_name='oncall',
            constraint=django.contrib.postgres.constraints.ExclusionConstraint(expressions=[(crm.recovery.models.rota.TimeRange('from_at', 'until_at', django.contrib.postgres.fields.ranges.RangeBoundary()), '&&'), ('team', '=')], name='on_call_one_at_a_time', violation_error_message='Somebody else is on call in that time already.'),
        ),
        migrations.AddConstraint(
            model_name='oncall',
            constraint=models.CheckConstraint(condition=models.Q(('until_at__gt', models.F('from_at'))), name='on_call_in_order', violation_error_message='It ends before it begins.'),
        ),
        migrations.AddConstraint(
            model_name='oncall',
            constraint=models.CheckConstraint(condition=models.Q(('until_at__lte', django.db.models.expressions.CombinedExpression(models.F('from_at'), '+', models.Value(datetime.timedelta(days=31))))), name='on_call_not_for_ever', violation_error_message='Nobody is on call for more than 31 days on end.'),
        ),
    ]
