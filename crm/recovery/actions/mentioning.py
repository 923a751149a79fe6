"""Remarks for colleagues, and telling those who are named in one."""

from django.utils import translation
from django.utils.translation import gettext as _

from accounts.models import Person
from crm import company as our
from crm.errors import NotAllowedError, RuleBrokenError
from crm.notices import actions as notices
from crm.recovery.actions.acts import find_visible, locked, one_act, write_down
from crm.recovery.actions.letters import ticket_url
from crm.recovery.models import Comment, Mention, Ticket
from crm.recovery.permissions import may_comment
from crm.recovery.queries.mentions import names_possible, readers_among
from crm.recovery.rules.mentions import Meant, meant_in


def comment(*, person: Person, ticket: Ticket, words: str) -> Comment:
    """Leave a remark for colleagues on a ticket one may read; who is named in it is told once.

    A name behind an `@` that is nobody's is plain text. One that is somebody's who may not read
    the ticket, or that several share, is refused: nobody would hear of it.
    """
    with one_act():
        find_visible(person, ticket)
        if not may_comment(person):
            raise NotAllowedError(_("You may not comment on tickets."))
        locked(None, ticket)  # on one that goes on elsewhere, nobody would read it
        remark = Comment(ticket=ticket, person=person, words=words.strip())
        remark.full_clean()
        named = _named(remark)
        remark.save()
        Mention.objects.bulk_create(
            Mention(comment=remark, person=one, written=written) for written, one in named.items()
        )
        write_down("ticket_commented", ticket, person, words={"words": remark.words})
        _tell(remark, {one for one in named.values() if one.pk != person.pk})
        return remark


def _named(remark: Comment) -> dict[str, Person]:
    """Give who is meant by each name as it is written."""
    if "@" not in remark.words:
        return {}
    names = names_possible()
    meant = meant_in(remark.words, names)
    readers = readers_among(remark.ticket, {pk for one in meant for pk in one.people})
    return {one.written: _the_one(one, readers, names) for one in meant}


def _the_one(meant: Meant, readers: list[Person], names: dict[int, str]) -> Person:
    found = [person for person in readers if person.pk in meant.people]
    if len(found) == 1:
        return found[0]
    called = ", ".join(sorted(names[pk] for pk in meant.people))
    sentence = (
        _("Several people may be meant by %(written)s: %(called)s. Write the whole name.")
        if found
        else _("%(called)s may not read this ticket. Leave the @ away to name them all the same.")
    )
    raise RuleBrokenError(
        sentence % {"written": meant.written, "called": called},
        "recovery.mention_reaches_nobody",
        field="words",
        status=400,
    )


def _tell(remark: Comment, people: set[Person]) -> None:
    ticket, writer = remark.ticket, remark.person
    for one in people:
        with translation.override(one.language or our.language()):
            notices.tell_many(
                [
                    notices.NewNotice(
                        person=one,
                        once_key=f"recovery:{ticket.pk}:mention:{remark.pk}",
                        subject=_("Answer %(name)s on OOPS %(number)s, %(customer)s")
                        % {
                            "name": writer.name if writer else "",
                            "number": ticket.pk,
                            "customer": ticket.customer.name,
                        },
                        body=remark.words,
                        url=ticket_url(ticket),
                        about_kind="ticket",
                        about_id=str(ticket.pk),
                        customer_id=ticket.customer_id,
                        event="mention",
                        is_private=ticket.hidden_from_id is not None,
                    )
                ]
            )
