"""Index what customers said by its time, so that the latest words are found without reading all."""

from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations, models


class Migration(migrations.Migration):
    atomic = False

    dependencies = [("secrets_manual", "0017_kinds_in_plain_words")]

    operations = [
        AddIndexConcurrently("turn", models.Index(fields=["-at", "-id"], name="turn_by_time")),
    ]
