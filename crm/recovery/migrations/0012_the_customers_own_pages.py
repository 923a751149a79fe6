from django.conf import settings
from django.contrib.postgres.operations import AddConstraintNotValid
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '0016_find_names_without_their_accents'),
        ('recovery', '0011_related_and_merged_tickets'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name='cycle',
            name='cycle_surprise_after_fix',
        ),
        migrations.AddField(
            model_name='cycle',
            name='confirmed_at',
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name='cycle',
            name='done_words',
            field=models.TextField(blank=True, db_default='', default='', max_length=1000),
        ),
        migrations.AddField(
            model_name='cycle',
            name='fix_refused_at',
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name='cycle',
            name='refusal_words',
            field=models.TextField(blank=True, db_default='', default='', max_length=4000),
        ),
        migrations.AddField(
            model_name='message',
            name='came_by',
            field=models.CharField(choices=[('mail', 'by mail'), ('form', 'on our page')], db_default='mail', default='mail', max_length=4),
        ),
        migrations.AddField(
            model_name='message',
            name='company',
            field=models.CharField(blank=True, db_default='', default='', max_length=200),
        ),
        migrations.AddField(
            model_name='message',
            name='how_bad',
            field=models.TextField(blank=True, db_default='', default='', max_length=1000),
        ),
        migrations.AddField(
            model_name='message',
            name='phone',
            field=models.CharField(blank=True, db_default='', default='', max_length=40),
        ),
        migrations.AddField(
            model_name='ticket',
            name='understood_words',
            field=models.TextField(blank=True, db_default='', default='', max_length=1000, verbose_name='what we understood'),
        ),
        AddConstraintNotValid(
            model_name='cycle',
            constraint=models.CheckConstraint(condition=models.Q(('surprised_at__isnull', True), ('fix_refused_at__isnull', False), models.Q(('fixed_at__isnull', False), ('surprised_at__gte', models.F('fixed_at'))), models.Q(('fix_promised_at__isnull', False), ('surprised_at__gte', models.F('worked_around_at')), ('worked_around_at__isnull', False)), _connector='OR'), name='cycle_surprise_after_fix', violation_error_message='The surprise waits for the fix. Record the fix first.'),
        ),
        AddConstraintNotValid(
            model_name='cycle',
            constraint=models.CheckConstraint(condition=models.Q(('fix_refused_at__isnull', True), models.Q(('refusal_words', ''), _negated=True), _connector='OR'), name='cycle_refusal_says_why', violation_error_message='Write down what is not right yet.'),
        ),
        migrations.AddConstraint(
            model_name='message',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('came_by', 'mail'), ('company', ''), ('how_bad', ''), ('phone', '')), models.Q(('came_by', 'form'), ('direction', 'in'), ('made_by', 'person')), _connector='OR'), name='message_form_is_theirs', violation_error_message='Only the customer writes on our page.'),
        ),
    ]
