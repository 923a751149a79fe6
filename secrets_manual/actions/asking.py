"""A conversation: ask, listen, write down their words, ask another question."""

import datetime as dt

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import Contact, Customer, Person
from crm import clock
from crm.errors import NotAllowedError, NotVisibleError, RuleBrokenError
from crm.journal import actions as journal
from secrets_manual.actions.gating import check_words
from secrets_manual.actions.keeping import check_may_write
from secrets_manual.models import Conversation, Secret, Turn
from secrets_manual.queries import conversations_visible


def hold_conversation(
    *,
    person: Person,
    customer: Customer,
    contact: Contact | None = None,
    kind: str = Conversation.Kind.VISIT,
    direction: str = "",
    words: str = "",
    at: dt.datetime | None = None,
) -> Conversation:
    """Open a conversation, or write down one that was held."""
    check_may_write(person, customer)
    check_words(words, person=person)
    if contact is not None and contact.customer_id != customer.pk:
        raise RuleBrokenError(
            _("This contact is not at this customer."),
            "secrets_manual.foreign_contact",
            field="contact",
        )
    talk = Conversation(
        customer=customer,
        contact=contact,
        person=person,
        kind=kind,
        direction=direction,
        words=words,
        at=at or clock.now(),
    )
    with transaction.atomic():
        talk.full_clean()
        talk.save()
        _note("secrets_manual.conversation_held", person, talk)
    return talk


def keep_words(*, person: Person, conversation: Conversation, question: str, words: str) -> Turn:
    """Write down what they said to a question, as they said it; the detector reads it first."""
    check_words(words, person=person)
    with transaction.atomic():
        return _keep_words(person, conversation, question, words)


def _keep_words(person: Person, conversation: Conversation, question: str, words: str) -> Turn:
    talk = _mine(person, conversation)
    turn = Turn(
        conversation=talk,
        question=" ".join(question.split())[:300],
        words=words.strip(),
        at=clock.now(),
    )
    turn.full_clean()
    turn.save()
    _note("secrets_manual.words_kept", person, talk)
    return turn


@transaction.atomic
def mark_direction(*, person: Person, conversation: Conversation, direction: str) -> Conversation:
    """Say whether we came with something for them, or for us."""
    talk = _mine(person, conversation)
    talk.direction = direction
    talk.version += 1
    talk.full_clean()
    talk.save(update_fields=["direction", "version"])
    _note("secrets_manual.conversation_marked", person, talk)
    return talk


@transaction.atomic
def finish_conversation(*, person: Person, conversation: Conversation) -> Conversation:
    """Close a conversation; its words stay."""
    talk = _mine(person, conversation)
    if talk.finished_at is None:
        talk.finished_at = clock.now()
        talk.version += 1
        talk.save(update_fields=["finished_at", "version"])
        _note("secrets_manual.conversation_finished", person, talk)
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
        kind,
        person=person,
        subject_kind="conversation",
        subject_id=talk.pk,
        customer_id=talk.customer_id,
        facts={"contact": talk.contact_id, "kind": talk.kind, "direction": talk.direction},
    )
