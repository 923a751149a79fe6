"""Spare words of plain ASCII the long way through Unicode: they fold to their small letters.

What the function gives stays the same for every text, so the indexes over it stay right and
are not built again.
"""

from django.db import migrations

_MARKS = "".join(map(chr, [*range(0x300, 0x370), *range(0x64B, 0x660), 0x670, 0x640]))
_HEAD = """
create or replace function folded_words(written text) returns text
language sql immutable strict parallel safe
"""
_LONG_WAY = f"""replace(replace(replace(normalize(
    translate(normalize(lower(written), nfkd), 'øłđıħς{_MARKS}', 'oldihσ'), nfc),
    'ß', 'ss'), 'æ', 'ae'), 'œ', 'oe')"""
_SHORT_WAY = "case when octet_length(written) = char_length(written) then lower(written)"


class Migration(migrations.Migration):
    dependencies = [("secrets_manual", "0013_awards")]

    operations = [
        migrations.RunSQL(
            f"{_HEAD} return {_SHORT_WAY} else {_LONG_WAY} end", f"{_HEAD} return {_LONG_WAY}"
        ),
    ]
