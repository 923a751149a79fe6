"""What contacts allow and wish, as the newest answers have it."""

from collections import defaultdict
from collections.abc import Iterable

from django.db.models import OuterRef, Subquery

from accounts.models import Answer, Consent, Contact, MailPolicy, Person, Preference, Purpose
from accounts.queries.visible import contacts_reachable
from accounts.rules import LANGUAGES, most_mails
from crm import company as our


def answers_of(contact: Contact) -> dict[str, Consent]:
    """Give the newest answer of a contact by purpose; purposes nobody asked about are missing."""
    return answers_of_many([contact.pk]).get(contact.pk, {})


def answers_of_many(contact_ids: Iterable[int]) -> dict[int, dict[str, Consent]]:
    """Give the newest answers of many contacts by contact and purpose, in one question."""
    rows = (
        Consent.objects.filter(contact__in=list(contact_ids))
        .order_by("contact", "purpose", "-id")
        .distinct("contact", "purpose")
        .select_related("person")
    )
    found: dict[int, dict[str, Consent]] = {}
    for row in rows:
        found.setdefault(row.contact_id, {})[row.purpose] = row
    return found


def answer_to(contact: Contact, purpose: str) -> str:
    """Give the newest answer for one purpose: granted, refused or unknown."""
    rows = Consent.objects.filter(contact=contact, purpose=purpose).order_by("-id")
    return rows.values_list("answer", flat=True).first() or Answer.UNKNOWN.value


def objects_to_being_remembered(contact: Contact) -> bool:
    """Say whether the contact asked that nothing be remembered about them."""
    return answer_to(contact, Purpose.REMEMBERING) == Answer.REFUSED


def who_object_at(*customer_ids: int) -> dict[int, list[Contact]]:
    """Give the contacts who asked not to be remembered, by customer; [] where nobody did."""
    newest = Consent.objects.filter(contact=OuterRef("pk"), purpose=Purpose.REMEMBERING)
    rows = Contact.objects.filter(
        pk__in=Consent.objects.filter(
            purpose=Purpose.REMEMBERING,
            answer=Answer.REFUSED,
            contact__customer__in=customer_ids,
        ).values("contact")
    ).annotate(newest=Subquery(newest.order_by("-id").values("answer")[:1]))
    found: dict[int, list[Contact]] = defaultdict(list)
    for row in rows.filter(newest=Answer.REFUSED).order_by("pk"):
        found[row.customer_id].append(row)
    return found


def history_of(person: Person, contact: Contact) -> list[Consent]:
    """Give every answer of a contact the person may see, the newest first."""
    if not contacts_reachable(person).filter(pk=contact.pk).exists():
        return []
    return list(contact.consents.select_related("person").order_by("-id")[:100])


def preference_of(contact: Contact) -> Preference | None:
    """Give how the contact wishes to hear from us, where anybody said so."""
    return Preference.objects.filter(contact=contact).select_related("person").first()


def mail_policy() -> MailPolicy:
    """Give the company's one cap; the default one is not saved until somebody changes it."""
    found = MailPolicy.objects.filter(pk=MailPolicy.THE_ONE).first()
    return found or MailPolicy(pk=MailPolicy.THE_ONE)


def contacts_with_lower_cap(policy: MailPolicy) -> dict[str, int]:
    """Count the contacts who asked for fewer mails than our cap allows: "lower", of "all"."""
    wished = Preference.objects.filter(contact__merged_into__isnull=True)
    numbers = wished.filter(mails_a_month__isnull=False).values_list("mails_a_month", flat=True)
    lower = sum(most_mails(policy.cap, policy.days, number) < policy.cap for number in numbers)
    return {"lower": lower, "all": Contact.objects.count()}


def language_of(contact: Contact) -> str:
    """Give the language our letters to a contact are in: theirs, the customer's, the company's."""
    for name in (contact.language, contact.customer.language, our.language()):
        short = name.replace("_", "-").partition("-")[0].casefold()
        if short in LANGUAGES:
            return short
    return next(iter(LANGUAGES))
