"""Index sectors and countries, so that filters find the values in use without every customer."""

from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations, models


class Migration(migrations.Migration):
    atomic = False

    dependencies = [("accounts", "0016_find_names_without_their_accents")]

    operations = [
        AddIndexConcurrently(
            "customer", models.Index(fields=[name], name=f"customer_by_{name}")
        )
        for name in ("sector", "country")
    ]
