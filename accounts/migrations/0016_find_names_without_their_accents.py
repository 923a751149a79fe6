"""Index the folded names that are more than plain ASCII; all others the older index finds."""

from django.contrib.postgres.indexes import GinIndex, OpClass
from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations, models

import accounts.models.folding


def _folded_names(name: str) -> GinIndex:
    return GinIndex(
        OpClass(accounts.models.folding.FoldedWords("name"), name="gin_trgm_ops"),
        condition=models.Q(name__regex=r"[^\x01-\x7f]"),
        name=name,
    )


class Migration(migrations.Migration):
    atomic = False

    dependencies = [
        ("accounts", "0015_ask_about_own_fields_only_of_rows_that_have_some"),
        ("secrets_manual", "0014_fold_plain_letters_at_once"),  # which makes `folded_words`
    ]

    operations = [
        AddIndexConcurrently("contact", _folded_names("contact_folded_names")),
        AddIndexConcurrently("customer", _folded_names("customer_folded_names")),
    ]
