"""Which act of a ticket has which form, which words, and which action."""

from collections.abc import Callable
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from accounts.models import Person
from crm.recovery import actions, forms
from crm.recovery.models import Step, Ticket
from crm.recovery.permissions import may_appoint_again, may_comment, may_hand_on, may_work

Run = Callable[[Person, Ticket, forms.StepForm], object]
May = Callable[[Person, Ticket], bool]


@dataclass(frozen=True)
class Act:
    """One thing that may be done with a ticket; `may` says to whom its form is shown."""

    form: type[forms.StepForm]
    run: Run
    title: str | Promise
    button: str | Promise
    done: str | Promise
    may: May = may_work


def _plain(action: Callable[..., object]) -> Run:
    """Hand the form's own fields to the action under their names."""

    def run(person: Person, ticket: Ticket, form: forms.StepForm) -> object:
        return action(person=person, ticket=ticket, **form.changes)

    return run


def _surprise(person: Person, ticket: Ticket, form: forms.StepForm) -> object:
    if not isinstance(form, forms.SurpriseForm):
        raise TypeError(form)
    given = form.cleaned_data
    return actions.surprise(
        person=person,
        ticket=ticket,
        words=given["words"],
        at=given["at"],
        secret_id=given["secret"],
        cost_minor=form.cost_minor,
        reception=given["reception"],
    )


def _plan(person: Person, ticket: Ticket, form: forms.StepForm) -> object:
    if not isinstance(form, forms.PlanForm):
        raise TypeError(form)
    planned = form.cleaned_data
    return actions.plan_surprise(
        person=person,
        ticket=ticket,
        words=planned["words"],
        due_at=planned["due_at"],
        giver=planned["giver"],
        secret_id=planned["secret"],
        cost_minor=form.cost_minor,
    )


def _appoint(person: Person, ticket: Ticket, form: forms.StepForm) -> object:
    given = form.cleaned_data
    contact = ticket.contact
    same = contact is not None and contact.name == given["contact_name"]
    return actions.appoint(
        person=person, ticket=ticket, contact=contact if same else None, **form.changes
    )


def _learn(person: Person, ticket: Ticket, form: forms.StepForm) -> object:
    given = form.cleaned_data
    return actions.learn_lesson(
        person=person,
        ticket=ticket,
        change=given["lesson_change"],
        owner=given["lesson_owner"],
        by_on=given["lesson_by_on"],
    )


def _answers(person: Person, ticket: Ticket) -> bool:
    return may_work(person, ticket) or may_appoint_again(person)


def _owns(person: Person, ticket: Ticket) -> bool:
    return ticket.owner_id == person.pk


def _writes(person: Person, ticket: Ticket) -> bool:
    return may_work(person, ticket) and ticket.contact is not None and bool(ticket.contact.email)


ACTS: dict[str, Act] = {
    "respond": Act(
        forms.RespondForm,
        _plain(actions.respond),
        _("Now: reach the customer"),
        _("Record the response"),
        _("Response recorded."),
    ),
    "fix": Act(
        forms.FixForm,
        _plain(actions.fix),
        _("Now: the fix"),
        _("Record the fix"),
        _("Fix recorded."),
    ),
    "workaround": Act(
        forms.WorkaroundForm,
        _plain(actions.work_around),
        _("Only a workaround"),
        _("Record the workaround"),
        _("Workaround recorded."),
    ),
    "surprise": Act(
        forms.SurpriseForm,
        _surprise,
        _("Now: a surprise that shows we listened"),
        _("Record the surprise"),
        _("Surprise recorded."),
    ),
    "plan": Act(
        forms.PlanForm,
        _plan,
        _("Plan a surprise"),
        _("Keep the plan"),
        _("Planned. It is no step yet: say when it was given."),
    ),
    "give": Act(
        forms.GiveForm,
        _plain(actions.give_surprise),
        _("Now: the planned surprise"),
        _("It was given"),
        _("Surprise recorded."),
    ),
    "drop": Act(
        forms.DropForm,
        _plain(actions.drop_plan),
        _("Drop the planned surprise"),
        _("Drop it"),
        _("Dropped; the history says why."),
    ),
    "react": Act(
        forms.ReactForm,
        _plain(actions.react),
        _("How was it received?"),
        _("Keep it"),
        _("Kept."),
    ),
    "recover": Act(
        forms.RecoverForm,
        _plain(actions.recover),
        _("Is it put right?"),
        _("Close as recovered"),
        _("Recovered. We ask again in seven days."),
    ),
    "lose": Act(
        forms.LoseForm,
        _plain(actions.lose),
        _("The customer left"),
        _("Close as lost"),
        _("Closed as lost."),
    ),
    "reopen": Act(
        forms.ReopenForm,
        _plain(actions.reopen),
        _("Open it again"),
        _("Reopen"),
        _("Open again; both clocks start anew."),
    ),
    "appoint": Act(
        forms.AppointForm,
        _appoint,
        _("The customer wants it later"),
        _("Move the time"),
        _("The time is moved."),
        _answers,
    ),
    "lesson": Act(
        forms.LessonForm,
        _learn,
        _("What we learn from it"),
        _("Keep the lesson"),
        _("Lesson kept."),
    ),
    "reply": Act(
        forms.ReplyForm,
        _plain(actions.reply_by_mail),
        _("Write to the customer"),
        _("Send the mail"),
        _("Your mail is on its way; their answer comes back here."),
        _writes,
    ),
    "standing": Act(
        forms.StandingForm,
        _plain(actions.write_standing),
        _("What the customer reads"),
        _("Show it to them"),
        _("It stands on their page."),
    ),
    "comment": Act(
        forms.CommentForm,
        _plain(actions.comment),
        _("Comment"),
        _("Comment"),
        _("Comment added."),
        lambda person, _ticket: may_comment(person),
    ),
    "owner": Act(
        forms.HandOnForm,
        _plain(actions.hand_on),
        _("Hand it on"),
        _("Hand it on"),
        _("Handed on; the history says to whom, and why."),
        may_hand_on,
    ),
    "accept": Act(
        forms.AcceptForm,
        _plain(actions.accept),
        _("I have it"),
        _("I have it"),
        _("It is yours."),
        _owns,
    ),
    "creepy": Act(
        forms.CreepyForm,
        _plain(actions.call_creepy),
        _("This would startle them"),
        _("Never use it"),
        _("It is offered nowhere any more. Its keeper can put it back."),
    ),
    "cause": Act(
        forms.CauseForm,
        _plain(actions.set_cause),
        _("Cause"),
        _("Keep the cause"),
        _("Cause kept."),
    ),
}
#: The act that a step calls for.
NEXT = {
    Step.RESPOND.value: "respond",
    Step.FIX.value: "fix",
    Step.SURPRISE.value: "surprise",
    Step.RECOVER.value: "recover",
}
