"""Mail to contacts goes through one door, which keeps the ledger and the cap."""

import datetime as dt

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import Contact, MailPurpose, MailToContact
from crm import clock
from crm.errors import RuleBrokenError
from crm.notices import actions as notices

CAP, CAP_DAYS = 6, 30
# A customer who told us of a mishap waits for these; a cap must not keep them silent.
UNCAPPED = (MailPurpose.RECOVERY,)


@transaction.atomic
def mail_contact(
    *,
    contact: Contact,
    purpose: str,
    once_key: str,
    subject: str,
    body: str,
    html: str = "",
    unsubscribe_url: str = "",
) -> MailToContact | None:
    """Queue one mail to a contact; None when this very mail was queued before.

    RuleBrokenError when the contact has no address, or has had six mails in thirty days.
    """
    if not contact.email:
        raise RuleBrokenError(
            _("We have no address for %(name)s.") % {"name": contact.name}, "accounts.no_address"
        )
    Contact.objects.select_for_update().get(pk=contact.pk)
    if MailToContact.objects.filter(once_key=once_key).exists():
        return None
    now = clock.now()
    if purpose not in UNCAPPED:
        _check_cap(contact, now)
    mail = MailToContact(
        contact=contact, purpose=purpose, address=contact.email, once_key=once_key, written_at=now
    )
    mail.full_clean()
    mail.save()
    notices.tell_contact(
        contact_id=contact.pk,
        address=contact.email,
        once_key=once_key,
        subject=subject,
        body=body,
        html=html,
        language=contact.language,
        unsubscribe_url=unsubscribe_url,
    )
    return mail


def _check_cap(contact: Contact, now: dt.datetime) -> None:
    recent = contact.mails.filter(written_at__gt=now - dt.timedelta(days=CAP_DAYS)).count()
    if recent >= CAP:
        raise RuleBrokenError(
            _("%(name)s has had %(number)s mails from us in a month; that is enough.")
            % {"name": contact.name, "number": recent},
            "accounts.mail_cap",
        )
