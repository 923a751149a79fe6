"""Find what was climbed lately without reading all that ever was; built beside the traffic."""

from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations, models


class Migration(migrations.Migration):
    atomic = False

    dependencies = [("recovery", "0009_cases_known_by_the_day")]

    operations = [
        AddIndexConcurrently(
            model_name="rung",
            index=models.Index(
                condition=models.Q(("state", "climbed")), fields=["climbed_at"], name="rung_climbed"
            ),
        )
    ]
