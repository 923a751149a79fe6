"""Closing the loop: an alarming card opens one ticket, which the rated person never sees."""

from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.models import Person
from accounts.queries import directors, managers_of
from crm.notices import actions as notices
from crm.recovery import actions as recovery
from report_cards import rules
from report_cards.models import Card, CardWords, OtherSolutions
from report_cards.models.cards import Call

SERIOUS = 2


def close_loop(card: Card) -> None:
    """Record the loyalty given; open one ticket, or leave a note, when the card alarms us."""
    if card.loyalty is not None:
        recovery.record_loyalty(
            person=None,
            customer=card.customer,
            score=card.loyalty,
            moment="card",
            contact=card.contact,
            answered_at=card.submitted_at,
            hidden_from=card.person,
        )
    reasons = alarms(card)
    if not reasons:
        return
    if card.call == Call.NO_NEED:
        _leave_note(card, reasons)
    else:
        _open_ticket(card, reasons)


def alarms(card: Card) -> list[str]:
    """Say what on the card alarms us, in sentences; nothing when all is well."""
    design = card.design
    found = []
    low = [
        rating.behaviour.code
        for rating in card.ratings.select_related("behaviour").order_by("behaviour__slot")
        if rating.value is not None
        and rules.is_low(rating.value, design.scale_low, design.scale_high)
    ]
    if low:
        words = dict(
            design.questions.filter(code__in=low, language="en").values_list("code", "words")
        )
        named = ", ".join(words.get(code, code) for code in low)
        found.append(_("Low rating: %(behaviours)s.") % {"behaviours": named})
    if card.other_solutions == OtherSolutions.PUSHED:
        found.append(_("Ours was not right for them, and was pushed anyway."))
    if card.call == Call.PLEASE:
        found.append(_("They ask for a call, not from %(person)s.") % {"person": card.person.name})
    return found


def _words(card: Card, reasons: list[str]) -> str:
    comment = CardWords.objects.filter(card=card).first()
    said = f"\n\n“{comment.words}”" if comment else ""
    return " ".join(reasons) + said


def _open_ticket(card: Card, reasons: list[str]) -> None:
    recovery.open_ticket(
        person=None,
        customer=card.customer,
        contact=card.contact,
        words=_words(card, reasons)[:4000],
        words_are_theirs=False,
        severity=SERIOUS,
        channel="card",
        origin="card",
        reported_at=card.submitted_at,
        hidden_from=card.person,
        about_kind="card",
        about_id=card.pk,
        once=f"card:{card.pk}",
    )


def _leave_note(card: Card, reasons: list[str]) -> None:
    """Tell the managers instead: the customer wants no call."""
    notices.tell(
        people=managers_above(card.person),
        once_key=f"card_note:{card.pk}",
        subject=_("Look at a card about %(person)s") % {"person": card.person.name},
        body=_("%(what)s The customer needs no call.") % {"what": " ".join(reasons)},
        url=reverse("report_cards"),
        about_kind="card",
        about_id=str(card.pk),
        customer_id=card.customer_id,
    )


def managers_above(rated: Person) -> list[Person]:
    """Give who answers for a rated person: their managers, else the directors; never they."""
    found = list(managers_of(rated)) or list(directors())
    return [person for person in found if person.pk != rated.pk]
