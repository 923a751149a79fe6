from django.contrib.postgres.operations import ValidateConstraint
from django.db import migrations


class Migration(migrations.Migration):

    dependencies = [
        ('recovery', '0014_planned_surprises_and_how_they_were_received'),
    ]

    operations = [
        ValidateConstraint(model_name='cycle', name='cycle_reaction_follows_surprise'),
    ]
