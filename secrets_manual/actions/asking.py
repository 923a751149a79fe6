"""A conversation: ask, listen, write down their words, ask another question."""

import datetime as dt
from collections.abc import Iterable

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.actions import check_version, save_versioned
from accounts.models import Contact, Customer, Person
from crm import clock
from crm.errors import NotAllowedError, NotVisibleError, RuleBrokenError
from crm.journal import actions as journal
from secrets_manual.actions.gating import check_words
from secrets_manual.actions.keeping import check_may_write
from secrets_manual.actions.objecting import check_words_may_be_kept
from secrets_manual.models import Asking, Conversation, Participant, Secret, Turn
from secrets_manual.queries import conversations_visible
from secrets_manual.rules.questions import key_of, question_of


def hold_conversation(
    *,
    person: Person,
    customer: Customer,
    contact: Contact | None = None,
    contacts: Iterable[Contact] = (),
    kind: str = Conversation.Kind.VISIT,
    direction: str = "",
    started_by: str = "",
    felt: str = "",
    words: str = "",
    at: dt.datetime | None = None,
) -> Conversation:
    """Open a conversation, or write down one that was held.

    `contact` is whom it was with, `contacts` are others who took part.
    """
    check_may_write(person, customer)
    others = list(contacts)
    everybody = [each for each in (contact, *others) if each is not None]
    _check_at_home(customer, everybody)
    check_words_may_be_kept(customer, everybody, words)
    check_words(words, person=person)
    talk = Conversation(
        customer=customer,
        contact=contact or (others[0] if others else None),
        person=person,
        kind=kind,
        direction=direction,
        started_by=started_by,
        felt=felt,
        words=words,
        at=at or clock.now(),
    )
    with transaction.atomic():
        talk.full_clean()
        talk.save()
        _seat(talk, everybody)
        _note("conversation_held", person, talk)
    return talk


def _check_at_home(customer: Customer, contacts: Iterable[Contact]) -> None:
    if any(contact.customer_id != customer.pk for contact in contacts):
        raise RuleBrokenError(
            _("This contact is not at this customer."),
            "secrets_manual.foreign_contact",
            field="contact",
        )


def _seat(talk: Conversation, contacts: Iterable[Contact]) -> None:
    """Let exactly these contacts take part; what was marked of those who stay is kept."""
    wanted = {contact.pk: contact for contact in contacts}
    if talk.contact is not None:
        wanted[talk.contact.pk] = talk.contact
    talk.parts.exclude(contact__in=wanted).delete()
    seated = set(talk.parts.values_list("contact_id", flat=True))
    Participant.objects.bulk_create(
        Participant(
            conversation=talk,
            contact=contact,
            direction=talk.direction if pk == talk.contact_id else "",
        )
        for pk, contact in wanted.items()
        if pk not in seated
    )


def change_conversation(
    *,
    person: Person,
    conversation: Conversation,
    version: int | None,
    contacts: Iterable[Contact] | None = None,
    **changes: object,
) -> Conversation:
    """Correct how, when, with whom and the notes; the second editor is told."""
    check_words(str(changes.get("words", "")), person=person)
    with transaction.atomic():
        talk = _mine(person, conversation)
        check_version(talk, version)
        seats = None if contacts is None else list(contacts)
        _check_may_stand(talk, seats, str(changes.get("words", talk.words)))
        if seats:
            _check_at_home(talk.customer, seats)
            if talk.contact not in seats:
                changes |= {"contact": seats[0], "direction": ""}
        save_versioned(talk, changes)
        if seats is not None:
            _seat(talk, seats)
        _note("conversation_changed", person, talk)
    return talk


def _check_may_stand(talk: Conversation, seats: list[Contact] | None, words: str) -> None:
    """Refuse new notes with somebody who objects there, and them where something was said."""
    there = list(Contact.objects.filter(parts__conversation=talk))
    if words != talk.words:
        check_words_may_be_kept(talk.customer, there if seats is None else seats, words)
    added = [contact for contact in seats or [] if contact not in there]
    said = [words, *talk.turns.values_list("words", flat=True)] if added else []
    check_words_may_be_kept(talk.customer, added, *said, field="contacts")


def keep_words(
    *, person: Person, conversation: Conversation, question: str, words: str, key: str = ""
) -> Turn:
    """Write down what they said to a question, as they said it; the detector reads it first.

    `key` names the question of the bank, also where it was put in one's own words.
    """
    check_words(words, person=person)
    if not key_of(question):
        check_words(question, person=person)
    with transaction.atomic():
        talk = _mine(person, conversation)
        there = Contact.objects.filter(parts__conversation=talk)
        check_words_may_be_kept(talk.customer, there, question, words)
        turn = Turn(
            conversation=talk,
            question=" ".join(question.split())[:300],
            key=key if question_of(key) else key_of(question),
            words=words.strip(),
            at=clock.now(),
        )
        turn.full_clean()
        turn.save()
        _note("words_kept", person, talk)
    return turn


@transaction.atomic
def note_asking(
    *,
    person: Person,
    customer: Customer,
    contact: Contact | None,
    key: str,
    outcome: str = Asking.Outcome.ASKED,
) -> Asking:
    """Remember that a question of the bank was put, or put off, so that it rests a while."""
    check_may_write(person, customer)
    _check_at_home(customer, [contact] if contact else [])
    if question_of(key) is None:
        raise RuleBrokenError(
            _("There is no such question."), "secrets_manual.unknown_question", status=400
        )
    asking = Asking(
        customer=customer,
        contact=contact,
        person=person,
        key=key,
        outcome=outcome,
        at=clock.now(),
    )
    asking.full_clean()
    asking.save()
    journal.record(
        "secrets_manual.question_rested",
        person=person,
        subject_kind="customer",
        subject_id=customer.pk,
        customer_id=customer.pk,
        facts={"contact": contact and contact.pk, "key": key, "outcome": outcome},
    )
    return asking


@transaction.atomic
def mark_direction(
    *,
    person: Person,
    conversation: Conversation,
    direction: str,
    contact: Contact | None = None,
) -> Conversation:
    """Say whether we came with something for a contact, or for us; the chief one if not named."""
    talk = _mine(person, conversation)
    whom = contact or talk.contact
    if whom is not None:
        part = talk.parts.filter(contact=whom).first()
        if part is None:
            raise RuleBrokenError(
                _("They were not in this conversation."),
                "secrets_manual.not_in_conversation",
                field="contact",
            )
        part.direction = direction
        part.full_clean()
        part.save(update_fields=["direction"])
    if whom is None or whom.pk == talk.contact_id:
        save_versioned(talk, {"direction": direction})
    _note("conversation_marked", person, talk)
    return talk


@transaction.atomic
def mark_mood(
    *, person: Person, conversation: Conversation, started_by: str, felt: str
) -> Conversation:
    """Say who started the conversation and how it felt, each in one tap; "" takes it back."""
    talk = _mine(person, conversation)
    save_versioned(talk, {"started_by": started_by, "felt": felt})
    _note("conversation_marked", person, talk)
    return talk


@transaction.atomic
def finish_conversation(*, person: Person, conversation: Conversation) -> Conversation:
    """Close a conversation; its words stay."""
    talk = _mine(person, conversation)
    if talk.finished_at is None:
        save_versioned(talk, {"finished_at": clock.now()})
        _note("conversation_finished", person, talk)
    return talk


@transaction.atomic
def reopen_conversation(*, person: Person, conversation: Conversation) -> Conversation:
    """Go on with a conversation that was closed too early."""
    talk = _mine(person, conversation)
    if talk.finished_at is not None:
        save_versioned(talk, {"finished_at": None})
        _note("conversation_reopened", person, talk)
    return talk


@transaction.atomic
def tie_to_turn(*, person: Person, turn: Turn, secret: Secret) -> Turn:
    """Remember which words a secret was written from."""
    _mine(person, turn.conversation)
    turn.secret = secret
    turn.save(update_fields=["secret"])
    return turn


def _mine(person: Person, conversation: Conversation) -> Conversation:
    visible = conversations_visible(person).filter(pk=conversation.pk).exists()
    if not visible:
        raise NotVisibleError(_("There is no such conversation."))
    if conversation.person_id != person.pk:
        raise NotAllowedError(_("Only who held the conversation writes it down."))
    return Conversation.objects.select_for_update().get(pk=conversation.pk)


def _note(kind: str, person: Person, talk: Conversation) -> None:
    journal.record(
        f"secrets_manual.{kind}",
        person=person,
        subject_kind="conversation",
        subject_id=talk.pk,
        customer_id=talk.customer_id,
        facts={
            "contact": talk.contact_id,
            "kind": talk.kind,
            "direction": talk.direction,
            "started_by": talk.started_by,
            "felt": talk.felt,
        },
    )
