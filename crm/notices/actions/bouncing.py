"""Mail that came back after a server had taken it: the notice was sent, and yet did not arrive."""

import re
from collections.abc import Iterable

from django.db import transaction

from crm.notices import rules
from crm.notices.channels import message_id_of
from crm.notices.models import Notice

_OURS = re.compile(r"^notice-(\d{1,18})-\d{20}@")


def notices_named(identifiers: Iterable[str]) -> list[Notice]:
    """Give the mails of ours that these message identifiers name, to the last figure."""
    wanted = set(identifiers)
    numbers = [int(found[1]) for found in map(_OURS.match, wanted) if found]
    rows = Notice.objects.filter(pk__in=numbers, channel="email")
    return [row for row in rows if message_id_of(row) in wanted]


@transaction.atomic
def fail_notice(*, notice_id: int, sentence: str) -> bool:
    """Mark a sent notice as failed, with what the far server said; says whether it was sent."""
    sent = Notice.objects.filter(pk=notice_id, state=Notice.State.SENT)
    reason = rules.one_line(sentence)[:500]
    return bool(sent.update(state=Notice.State.FAILED, sent_at=None, last_error=reason))
