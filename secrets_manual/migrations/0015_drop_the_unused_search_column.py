"""Drop a column that nothing reads since words are found by an index over their stems.

The code of this release does not name it any more. Code of the release before asks for it in
some of its queries: stop those processes, or let a few of their requests fail, when this runs.
Dropping touches no row; it waits two seconds for the table at most, and is run again then.
"""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("secrets_manual", "0014_fold_plain_letters_at_once")]

    operations = [
        migrations.RunSQL("set local lock_timeout = '2s'", migrations.RunSQL.noop),
        migrations.RemoveField("secret", "search"),
        migrations.RunSQL("set local lock_timeout = 0", migrations.RunSQL.noop),
    ]
