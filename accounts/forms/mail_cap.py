"""The one cap over all mail to a contact."""

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.forms.once import VersionedForm
from accounts.models import MailPolicy


class MailCapForm(VersionedForm):
    """So many mails within so many days; a contact may lower it for themselves."""

    cap = forms.IntegerField(
        label=_("Mails at most"),
        min_value=1,
        max_value=60,
        help_text=_("All kinds together; only mail about a mishap of their own goes on top."),
    )
    days = forms.IntegerField(label=_("Within how many days"), min_value=1, max_value=366)
    field_order = ("cap", "days")

    def __init__(self, *args: object, policy: MailPolicy, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.initial.update(cap=policy.cap, days=policy.days, version=policy.version)
