import crm.clock
import django.db.models.deletion
from django.conf import settings
from django.contrib.postgres.operations import AddConstraintNotValid
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('recovery', '0013_hold_old_cycles_to_what_is_said_of_fixes'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='SurprisePlan',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('words', models.TextField(max_length=1000)),
                ('secret_id', models.BigIntegerField(blank=True, null=True)),
                ('cost_minor', models.BigIntegerField(default=0)),
                ('due_at', models.DateTimeField()),
                ('made_at', models.DateTimeField(default=crm.clock.now)),
                ('given_at', models.DateTimeField(blank=True, null=True)),
                ('dropped_at', models.DateTimeField(blank=True, null=True)),
                ('drop_reason', models.TextField(blank=True, max_length=1000)),
            ],
        ),
        migrations.AddField(
            model_name='cycle',
            name='reacted_at',
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name='cycle',
            name='reaction_words',
            field=models.TextField(blank=True, db_default='', default='', max_length=1000),
        ),
        AddConstraintNotValid(
            model_name='cycle',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('reacted_at__isnull', True), ('reaction_words', '')), models.Q(('reacted_at__isnull', False), ('surprised_at__isnull', False), ('reacted_at__gte', models.F('surprised_at'))), _connector='OR'), name='cycle_reaction_follows_surprise', violation_error_message='Nothing was given here yet.'),
        ),
        migrations.AddField(
            model_name='surpriseplan',
            name='cycle',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='plans', to='recovery.cycle'),
        ),
        migrations.AddField(
            model_name='surpriseplan',
            name='giver',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='surpriseplan',
            name='made_by',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddConstraint(
            model_name='surpriseplan',
            constraint=models.UniqueConstraint(condition=models.Q(('dropped_at__isnull', True), ('given_at__isnull', True)), fields=('cycle',), name='surprise_plan_one_open', violation_error_message='A surprise is planned already. Change that one.'),
        ),
        migrations.AddConstraint(
            model_name='surpriseplan',
            constraint=models.CheckConstraint(condition=models.Q(('words__regex', '\\S')), name='surprise_plan_says_what', violation_error_message='Write down what you mean to do.'),
        ),
        migrations.AddConstraint(
            model_name='surpriseplan',
            constraint=models.CheckConstraint(condition=models.Q(('cost_minor__gte', 0)), name='surprise_plan_cost_possible', violation_error_message='A surprise costs nothing or more.'),
        ),
        migrations.AddConstraint(
            model_name='surpriseplan',
            constraint=models.CheckConstraint(condition=models.Q(('given_at__isnull', True), ('dropped_at__isnull', True), _connector='OR'), name='surprise_plan_ends_once', violation_error_message='A planned surprise is given or dropped, not both.'),
        ),
        migrations.AddConstraint(
            model_name='surpriseplan',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('drop_reason', ''), ('dropped_at__isnull', True)), models.Q(('drop_reason__regex', '\\S'), ('dropped_at__isnull', False)), _connector='OR'), name='surprise_plan_dropped_says_why', violation_error_message='Write down why it is dropped.'),
        ),
    ]
