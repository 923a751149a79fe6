import crm.clock
import django.contrib.postgres.fields
import django.db.models.deletion
from django.conf import settings
from django.contrib.postgres.operations import AddConstraintNotValid
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '0001_people_customers_contacts'),
        ('notices', '0001_outbox'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Endpoint',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=100, verbose_name='name')),
                ('style', models.CharField(choices=[('signed', 'A program: JSON with a signature'), ('chat', 'A chat room: one line of text')], max_length=8, verbose_name='what receives it')),
                ('host', models.CharField(max_length=255)),
                ('sealed_url', models.TextField()),
                ('sealed_key', models.TextField(blank=True, default='')),
                ('kinds', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=10), size=None)),
                ('is_active', models.BooleanField(default=True)),
                ('created_at', models.DateTimeField(default=crm.clock.now)),
            ],
            options={
                'verbose_name': 'webhook',
                'verbose_name_plural': 'webhooks',
            },
        ),
        migrations.RemoveConstraint(
            model_name='notice',
            name='notice_has_one_recipient',
        ),
        migrations.AddField(
            model_name='notice',
            name='event',
            field=models.CharField(blank=True, db_default='', default='', max_length=60),
        ),
        migrations.AddField(
            model_name='endpoint',
            name='made_by',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='endpoint',
            name='person',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='endpoints', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='endpoint',
            name='team',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='endpoints', to='accounts.team'),
        ),
        migrations.AddField(
            model_name='notice',
            name='endpoint',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='posts', to='notices.endpoint'),
        ),
        AddConstraintNotValid(
            model_name='notice',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('address', ''), ('contact_id__isnull', True), ('endpoint__isnull', True), ('person__isnull', False)), models.Q(('contact_id__isnull', False), ('endpoint__isnull', True), ('person__isnull', True), models.Q(('address', ''), _negated=True)), models.Q(('address', ''), ('contact_id__isnull', True), ('endpoint__isnull', False), ('person__isnull', True)), _connector='OR'), name='notice_goes_to_one', violation_error_message='A notice goes to a person, to the address of a contact or to a webhook.'),
        ),
        migrations.AddConstraint(
            model_name='notice',
            constraint=models.UniqueConstraint(condition=models.Q(('endpoint__isnull', False)), fields=('once_key', 'endpoint', 'channel'), name='notice_once_per_endpoint'),
        ),
        migrations.AddConstraint(
            model_name='endpoint',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('person__isnull', True), ('team__isnull', False)), models.Q(('person__isnull', False), ('team__isnull', True)), _connector='OR'), name='endpoint_of_a_team_or_a_person', violation_error_message='A webhook belongs to one team or to one person.'),
        ),
        migrations.AddConstraint(
            model_name='endpoint',
            constraint=models.CheckConstraint(condition=models.Q(('kinds__len__gt', 0)), name='endpoint_wants_something', violation_error_message='Choose at least one kind.'),
        ),
        migrations.AddConstraint(
            model_name='endpoint',
            constraint=models.CheckConstraint(condition=models.Q(('style', 'chat'), models.Q(('style', 'signed'), models.Q(('sealed_key', ''), _negated=True)), _connector='OR'), name='endpoint_signs_with_a_key', violation_error_message='A webhook that is signed needs a key.'),
        ),
        migrations.AddConstraint(
            model_name='endpoint',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('name', ''), _negated=True), models.Q(('sealed_url', ''), _negated=True)), name='endpoint_has_name_and_address'),
        ),
    ]
