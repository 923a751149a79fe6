"""Find words by their stems, without accents, in any of five ways; no row is rewritten.

The functions are immutable, so indexes hold what they give. The indexes are built beside the
traffic, and only then do the old ones go.
"""

from django.contrib.postgres.indexes import GinIndex, OpClass
from django.contrib.postgres.operations import AddIndexConcurrently, RemoveIndexConcurrently
from django.db import migrations

import secrets_manual.models.finding

# Marks above and below letters (Latin, Greek, Cyrillic), and the short vowels of Arabic.
_MARKS = "".join(map(chr, [*range(0x300, 0x370), *range(0x64B, 0x660), 0x670, 0x640]))

_FOLD = f"""
create function folded_words(written text) returns text
language sql immutable strict parallel safe
return replace(replace(replace(normalize(
    translate(normalize(lower(written), nfkd), 'øłđıħς{_MARKS}', 'oldihσ'), nfc),
    'ß', 'ss'), 'æ', 'ae'), 'œ', 'oe')
"""
_SEARCH = """
create function search_words(written text) returns tsvector
language sql immutable strict parallel safe
return to_tsvector('pg_catalog.simple', folded_words(written))
    || to_tsvector('pg_catalog.english', folded_words(written))
    || to_tsvector('pg_catalog.german', folded_words(written))
    || to_tsvector('pg_catalog.french', folded_words(written))
    || to_tsvector('pg_catalog.spanish', folded_words(written))
"""
_ASKED = """
create function asked_words(asked text) returns tsquery
language sql immutable strict parallel safe
return case when position('"' in asked) > 0
    then websearch_to_tsquery('pg_catalog.simple', folded_words(asked))
    else websearch_to_tsquery('pg_catalog.simple', folded_words(asked))
        || websearch_to_tsquery('pg_catalog.english', folded_words(asked))
        || websearch_to_tsquery('pg_catalog.german', folded_words(asked))
        || websearch_to_tsquery('pg_catalog.french', folded_words(asked))
        || websearch_to_tsquery('pg_catalog.spanish', folded_words(asked))
    end
"""


class Migration(migrations.Migration):
    atomic = False

    dependencies = [("secrets_manual", "0005_validate_secret_constraints")]

    operations = [
        migrations.RunSQL(_FOLD, "drop function folded_words(text)"),
        migrations.RunSQL(_SEARCH, "drop function search_words(text)"),
        migrations.RunSQL(_ASKED, "drop function asked_words(text)"),
        AddIndexConcurrently(
            "secret",
            GinIndex(
                secrets_manual.models.finding.SearchWords("text"), name="secret_search_words"
            ),
        ),
        AddIndexConcurrently(
            "secret",
            GinIndex(
                OpClass(secrets_manual.models.finding.FoldedWords("text"), "gin_trgm_ops"),
                name="secret_folded_trigrams",
            ),
        ),
        RemoveIndexConcurrently("secret", "secret_words"),
        RemoveIndexConcurrently("secret", "secret_text_trigrams"),
    ]
