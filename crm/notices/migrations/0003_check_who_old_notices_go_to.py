"""Check the old notices against the new rule without stopping those who write meanwhile."""

from django.contrib.postgres.operations import ValidateConstraint
from django.db import migrations


class Migration(migrations.Migration):

    dependencies = [("notices", "0002_webhooks_of_teams_and_people")]

    operations = [ValidateConstraint(model_name="notice", name="notice_goes_to_one")]
