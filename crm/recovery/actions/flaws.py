"""What is said of a ladder that cannot be published."""

from collections.abc import Mapping
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from crm.recovery import rules

_SENTENCES: Final[Mapping[str, str | Promise]] = {
    "recovery.bad_duration": _("A clock runs for longer than nothing and for a year at most."),
    "recovery.recover_before_respond": _(
        "The customer is answered first: the time to put it right is no shorter."
    ),
    "recovery.number_of_rungs": _("A ladder has at least one level, and 30 at most."),
    "recovery.bad_rung_key": _(
        "“%(key)s” cannot name a level. Begin with a small letter, then use small letters, "
        "digits and underscores, 60 at most; for instance: last_call."
    ),
    "recovery.duplicate_key": _("Two levels are called “%(key)s”. Give one another name."),
    "recovery.point_too_far": _("This lies too far out: ten times its clock at most."),
    "recovery.rung_tells_nobody": _("This level tells nobody. Choose whom it tells."),
    "recovery.rung_names_nobody": _("Choose who is meant by named people."),
    "recovery.silent_respond_breach": _(
        "Nobody would hear that the response is overdue. One level to respond stands at 100 %%, "
        "tells somebody, and does not depend on an owner."
    ),
    "recovery.silent_recover_breach": _(
        "Nobody would hear that it was not put right in time. One level to recover stands at "
        "100 %%, tells somebody, and does not depend on an owner."
    ),
}


def flaw_sentence(flaw: rules.Flaw, key: str = "") -> str:
    """Say what is wrong and what helps; `key` is the name of the level it is about."""
    return str(_SENTENCES[flaw.code]) % {"key": key}
