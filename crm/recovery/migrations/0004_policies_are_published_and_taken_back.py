import django.db.models.deletion
import django.db.models.fields.json
import django.db.models.functions.comparison
import django.db.models.lookups
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('recovery', '0003_next_word'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        # They were written down a moment after the instant they begin at; they begin then.
        migrations.RunSQL(
            "update recovery_policy set made_at = effective_from where made_at > effective_from",
            migrations.RunSQL.noop,
        ),
        # An update leaves its checks waiting, and a table with such cannot be altered.
        migrations.RunSQL("set constraints all immediate", migrations.RunSQL.noop),
        migrations.AlterField(
            model_name='policy',
            name='made_by',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.RemoveConstraint(
            model_name='policy',
            name='policy_one_per_severity_and_start',
        ),
        migrations.AddField(
            model_name='policy',
            name='withdrawn_at',
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name='policy',
            name='withdrawn_by',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddConstraint(
            model_name='policy',
            constraint=models.UniqueConstraint(condition=models.Q(('withdrawn_at__isnull', True)), fields=('severity', 'effective_from'), name='policy_one_per_severity_and_start', violation_error_message='A policy begins at this very instant already.'),
        ),
        migrations.AddConstraint(
            model_name='policy',
            constraint=models.CheckConstraint(condition=models.Q(('effective_from__gte', models.F('made_at'))), name='policy_never_from_the_past', violation_error_message='A policy begins now or later, never in the past.'),
        ),
        migrations.AddConstraint(
            model_name='policy',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('withdrawn_at__isnull', True), ('withdrawn_by__isnull', True)), ('withdrawn_at__lt', models.F('effective_from')), _connector='OR'), name='policy_withdrawn_before_it_begins', violation_error_message='It is in force already. Publish another one instead.'),
        ),
        migrations.AddConstraint(
            model_name='policy',
            constraint=models.CheckConstraint(condition=models.Q(('ladder__has_keys', ['respond_s', 'recover_s', 'rungs']), ('ladder__rungs__0__isnull', False)), name='policy_has_clocks_and_rungs', violation_error_message='A policy has two clocks and at least one level.'),
        ),
        migrations.AddConstraint(
            model_name='policy',
            constraint=models.CheckConstraint(condition=models.Q(django.db.models.lookups.GreaterThan(django.db.models.functions.comparison.Cast(django.db.models.fields.json.KeyTextTransform('respond_s', 'ladder'), models.BigIntegerField()), models.Value(0)), django.db.models.lookups.GreaterThanOrEqual(django.db.models.functions.comparison.Cast(django.db.models.fields.json.KeyTextTransform('recover_s', 'ladder'), models.BigIntegerField()), django.db.models.functions.comparison.Cast(django.db.models.fields.json.KeyTextTransform('respond_s', 'ladder'), models.BigIntegerField()))), name='policy_recovers_after_it_responds', violation_error_message='The customer is answered first: the time to put it right is no shorter.'),
        ),
    ]
