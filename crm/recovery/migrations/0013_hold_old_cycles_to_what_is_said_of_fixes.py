from django.contrib.postgres.operations import ValidateConstraint
from django.db import migrations


class Migration(migrations.Migration):

    dependencies = [
        ('recovery', '0012_the_customers_own_pages'),
    ]

    operations = [
        ValidateConstraint(model_name='cycle', name='cycle_surprise_after_fix'),
        ValidateConstraint(model_name='cycle', name='cycle_refusal_says_why'),
    ]
