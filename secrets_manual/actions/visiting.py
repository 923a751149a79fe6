"""The way to one's own page: a link mailed, a code mailed, a visit of twenty minutes."""

import datetime as dt
import secrets

from django.db import transaction
from django.utils import formats, timezone, translation
from django.utils.crypto import constant_time_compare, salted_hmac
from django.utils.translation import gettext as _

from accounts.actions import mail_contact, page_url
from accounts.models import Contact, MailPurpose, MailToContact, PageRequest, PageVisit, Person
from accounts.permissions import may_write_customer
from accounts.queries import contacts_reachable, language_of
from crm import clock
from crm import company as our
from crm.errors import NotAllowedError, NotVisibleError, RuleBrokenError
from crm.journal import actions as journal
from crm.journal.models import Entry
from secrets_manual.rules.page import PAGES

CODE_LASTS = dt.timedelta(minutes=10)
VISIT_LASTS = dt.timedelta(minutes=20)
#: No more codes to one contact, and no more links to one address, within that time.
MOST_CODES = ((3, dt.timedelta(minutes=15)), (10, dt.timedelta(days=1)))
MOST_LINKS = ((1, dt.timedelta(minutes=5)), (5, dt.timedelta(days=1)))
ANSWER_REQUESTS = "secrets_manual.tasks.answer_page_requests"


def mail_page_link(*, person: Person, contact: Contact) -> MailToContact | None:
    """Send a contact the link to their own page; their customer's steward may.

    One a day at most; consent, the channel and the cap are asked as for every other mail.
    """
    if not contacts_reachable(person).filter(pk=contact.pk).exists():
        raise NotVisibleError(_("There is no such contact."))
    if not may_write_customer(person, contact.customer):
        raise NotAllowedError(
            _("Only the steward, who looks after this customer, may change this.")
        )
    with transaction.atomic():
        mail = _mail_link(contact, f"page:{contact.pk}:{clock.today()}", asked_for=False)
        if mail is None:
            raise RuleBrokenError(
                _("They have had the link from us today."), "secrets_manual.page_link_sent"
            )
        journal.record(
            "secrets_manual.page_link_sent",
            person=person,
            subject_kind="contact",
            subject_id=contact.pk,
            customer_id=contact.customer_id,
        )
    return mail


@transaction.atomic
def ask_for_page(*, address: str) -> None:
    """Note that somebody asked for the link; the same is done for any address whatever."""
    PageRequest.objects.create(address=address.strip(), asked_at=clock.now())
    journal.wake(ANSWER_REQUESTS)


def answer_page_requests() -> int:
    """Mail the links that were asked for, out of sight of who asked; gives the mails queued."""
    sent = 0
    for pk in list(PageRequest.objects.order_by("pk").values_list("pk", flat=True)[:200]):
        with transaction.atomic():
            row = PageRequest.objects.select_for_update(skip_locked=True).filter(pk=pk).first()
            if row is None:
                continue
            for contact in _contacts_at(row.address):
                key = f"page-asked:{contact.pk}:{int(row.asked_at.timestamp() * 1000)}"
                sent += _mail_link(contact, key, asked_for=True) is not None
            row.delete()
    return sent


def _contacts_at(address: str) -> list[Contact]:
    """Give who has this address, unless the links asked for it went too often lately."""
    found = Contact.objects.filter(email__iexact=address).select_related("customer").order_by("pk")
    now = clock.now()
    return [
        contact
        for contact in found[:3]
        if all(
            contact.mails.filter(
                purpose=MailPurpose.YOUR_PAGE,
                once_key__startswith="page-asked:",
                written_at__gt=now - within,
            ).count()
            < most
            for most, within in MOST_LINKS
        )
    ]


def _mail_link(contact: Contact, once_key: str, *, asked_for: bool) -> MailToContact | None:
    words = PAGES[language_of(contact)]
    names = {"company": our.name(), "name": contact.name, "url": page_url(contact)}
    return mail_contact(
        contact=contact,
        purpose=MailPurpose.YOUR_PAGE,
        once_key=once_key,
        subject=words["mail_subject"].format(**names),
        body=words["mail_link"].format(**names),
        asked_for=asked_for,
    )


@transaction.atomic
def mail_code(*, contact: Contact) -> bool:
    """Mail a fresh code to the address on file; False when there were too many, or no address.

    The page says the same either way.
    """
    row = Contact.objects.select_for_update().select_related(None).get(pk=contact.pk)
    now = clock.now()
    visits = PageVisit.objects.filter(contact=row)
    if not row.email or any(
        visits.filter(sent_at__gt=now - within).count() >= most for most, within in MOST_CODES
    ):
        return False
    visits.filter(opened_at__isnull=True, closed_at__isnull=True).update(closed_at=now)
    code = f"{secrets.randbelow(10**6):06d}"
    visit = PageVisit.objects.create(
        contact=row, address=row.email, code_hash=_hash(row, code), sent_at=now
    )
    words = PAGES[language_of(contact)]
    names = {"company": our.name(), "name": row.name, "code": code}
    mail_contact(
        contact=contact,
        purpose=MailPurpose.YOUR_PAGE,
        once_key=f"page-code:{visit.pk}",
        subject=words["code_subject"].format(**names),
        body=words["mail_code"].format(**names),
        asked_for=True,
    )
    return True


def _hash(contact: Contact, code: str) -> str:
    return salted_hmac(
        "secrets_manual.page_code", f"{contact.pk}:{code}", algorithm="sha256"
    ).hexdigest()


@transaction.atomic
def open_visit(*, contact: Contact, code: str) -> PageVisit | None:
    """Begin a visit by the newest code; None when it does not match, is old or tried too often.

    Every try counts, also a right one that comes too late.
    """
    now = clock.now()
    visit = (
        PageVisit.objects.select_for_update()
        .filter(contact=contact, opened_at__isnull=True, closed_at__isnull=True)
        .order_by("-pk")
        .first()
    )
    if visit is None or visit.tries >= PageVisit.MOST_TRIES or now >= visit.sent_at + CODE_LASTS:
        return None
    visit.tries += 1
    digits = "".join(str(int(sign)) for sign in code if sign.isdecimal())
    if not constant_time_compare(_hash(contact, digits), visit.code_hash):
        visit.save(update_fields=["tries"])
        return None
    visit.opened_at = now
    visit.save(update_fields=["tries", "opened_at"])
    journal.record(
        "secrets_manual.page_opened",
        contact_id=contact.pk,
        subject_kind="contact",
        subject_id=contact.pk,
        customer_id=contact.customer_id,
        audience="privacy",
    )
    return visit


def visit_under_way(pk: int) -> PageVisit | None:
    """Find a visit that is open still: not over, not closed, and the address still the same."""
    visit = PageVisit.objects.select_related("contact__customer").filter(pk=pk).first()
    if visit is None or visit.opened_at is None or visit.closed_at is not None:
        return None
    is_over = clock.now() >= visit.opened_at + VISIT_LASTS
    return None if is_over or visit.address != visit.contact.email else visit


def close_visit(*, visit: PageVisit) -> None:
    """End a visit before its time; its cookie opens nothing any more."""
    PageVisit.objects.filter(pk=visit.pk, closed_at__isnull=True).update(closed_at=clock.now())


def mail_receipt(*, visit: PageVisit, language: str) -> bool:
    """Mail the contact what they changed during this visit, in numbers and not in words."""
    contact = visit.contact
    done = _done(visit)
    with translation.override(language):
        today = timezone.localtime(clock.now(), clock.company_zone())
        day = formats.date_format(today, "DATE_FORMAT")
    words = PAGES[language]
    lines = [words[name].format(n=n) for name, n in done.items()] or [words["did_nothing"]]
    names = {"company": our.name(), "name": contact.name, "day": day}
    mail = mail_contact(
        contact=contact,
        purpose=MailPurpose.YOUR_PAGE,
        once_key=f"page-receipt:{visit.pk}:{sum(done.values())}",
        subject=words["receipt_subject"].format(**names),
        body=words["mail_receipt"].format(lines="\n".join(f"- {line}" for line in lines), **names),
        asked_for=True,
    )
    return mail is not None


_DID = {
    "secrets_manual.line_corrected": "did_corrected",
    "secrets_manual.line_taken_back": "did_deleted",
    "accounts.consent_noted": "did_consent",
    "accounts.preference_noted": "did_preference",
}


def _done(visit: PageVisit) -> dict[str, int]:
    kinds = Entry.objects.filter(
        contact_id=visit.contact_id, at__gte=visit.opened_at, kind__in=_DID
    ).values_list("kind", flat=True)
    done: dict[str, int] = {}
    for kind in kinds:
        done[_DID[kind]] = done.get(_DID[kind], 0) + 1
    return done
