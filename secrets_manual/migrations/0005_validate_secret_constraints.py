"""Check the old rows against the new rules without stopping those who write meanwhile."""

from django.contrib.postgres.operations import ValidateConstraint
from django.db import migrations

CHECKS = (
    "secret_told_on_fits_its_precision",
    "secret_dated_on_fits_its_precision",
    "secret_state_known",
    "secret_gone_into_another",
    "secret_not_its_own_successor",
    "secret_pin_is_a_place",
)
# What was reviewed or confirmed before the day of it was kept on the row.
CONFIRMED = """
    UPDATE secrets_manual_secret AS secret SET confirmed_on = last.day
    FROM (
        SELECT secret_id, max(at)::date AS day FROM secrets_manual_secretchange
        WHERE what IN ('reviewed', 'confirmed') GROUP BY secret_id
    ) AS last
    WHERE secret.id = last.secret_id AND secret.confirmed_on IS NULL
"""


class Migration(migrations.Migration):

    dependencies = [("secrets_manual", "0004_dates_pins_successors_and_key_customers")]

    operations = [
        *(ValidateConstraint(model_name="secret", name=name) for name in CHECKS),
        migrations.RunSQL(CONFIRMED, migrations.RunSQL.noop),
    ]
