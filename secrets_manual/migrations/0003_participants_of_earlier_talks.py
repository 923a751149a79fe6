from django.db import migrations

# Whom a conversation was with takes part in it; what was marked then is marked there too.
FILL = """
insert into secrets_manual_participant (conversation_id, contact_id, direction)
select id, contact_id, direction from secrets_manual_conversation where contact_id is not null
on conflict do nothing
"""


class Migration(migrations.Migration):

    dependencies = [
        ('secrets_manual', '0002_talks_with_several_and_commitments'),
    ]

    operations = [migrations.RunSQL(FILL, migrations.RunSQL.noop)]
