"""What one may do after a mishap, and say with it, by the kind of thing we know.

None of the sentences says how we know: the customer is to be glad that we listened, not
startled. An act comes before a gift.
"""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from secrets_manual.rules.kinds import Kind


@dataclass(frozen=True)
class Gesture:
    """One thing to do (`act`, which may name the customer) and the sentence to say with it.

    `weight` is how much it is, as severities count: 1 a small sign, 2 some effort, 3 our best
    people or their money. A small sign for a grave mishap mocks; our best for a trifle weighs.
    """

    act: str | Promise
    say: str | Promise
    is_gift: bool = False
    weight: int = 1


BY_KIND: dict[str, Gesture] = {
    Kind.HABIT: Gesture(
        _("Do the next step the way %(name)s always does it, without being asked."),
        _("I kept to the way you like to work. Tell me if I missed anything."),
    ),
    Kind.BIAS: Gesture(
        _("Do it the way %(name)s prefers, and leave out what they dislike."),
        _("This time it is done the way you prefer it."),
    ),
    Kind.DREAM: Gesture(
        _("Send one thing that brings it a step closer: a name, a date, a page worth reading."),
        _("I came across this and thought of you."),
    ),
    Kind.HOPE: Gesture(
        _("Do one small thing this month that helps it come true."),
        _("Here is one small thing from our side that may help you along."),
        weight=2,
    ),
    Kind.SKILL: Gesture(
        _("Ask %(name)s to show us how they do it, and thank them by name."),
        _("You are better at this than we are. Would you show us how you do it?"),
    ),
    Kind.COMPETENCY: Gesture(
        _("Ask %(name)s to judge what we are about to change, before we change it."),
        _("Before we change anything, I would like to hear what you think of it."),
        weight=2,
    ),
    Kind.LIFESTYLE_CHOICE: Gesture(
        _("Plan the next visit so that it fits how %(name)s lives."),
        _("I planned our next visit so that it is easy for you."),
        weight=2,
    ),
    Kind.FAMILY_PRIORITY: Gesture(
        _("Promise %(name)s the hours in which none of us calls, and keep to them."),
        _("Which hours are yours alone? None of us will call in them."),
        weight=2,
    ),
    Kind.EGO_DRIVE: Gesture(
        _("Ask %(name)s whether we may tell their team how well they dealt with it."),
        _("You dealt with this very well. May I write that to your team?"),
    ),
    Kind.FRIENDSHIP_AFFINITY: Gesture(
        _("Introduce %(name)s to somebody of ours they would get on with."),
        _("There is somebody here you would get on with. May I introduce you?"),
        weight=2,
    ),
    Kind.RECREATION: Gesture(
        _("Take one errand of this off their hands, so that they get an hour back."),
        _("Leave the rest to us, and take the afternoon for yourself."),
        weight=2,
    ),
    Kind.ENTERTAINMENT: Gesture(
        _("Give %(name)s a small thing they would enjoy, with two lines in handwriting."),
        _("I saw this and thought you might enjoy it. No need to answer."),
        is_gift=True,
    ),
    Kind.INVENTORY_PROBLEM: Gesture(
        _("Go through their stock with them for half an hour, and take back what is too much."),
        _("May I come by and look at your shelves with you? It takes half an hour."),
        weight=3,
    ),
    Kind.CASH_FLOW_CHALLENGE: Gesture(
        _("Ask finance for a later day on the next invoice before you call."),
        _("The next invoice may come later, if that helps you. Which day is good?"),
        weight=2,
    ),
    Kind.MARGIN_CHALLENGE: Gesture(
        _("Find one place where they can spend less with us, and show it to them."),
        _("I found a place where you can spend less with us. Shall I show you?"),
        weight=3,
    ),
    Kind.EMPLOYMENT_EQUITY_CONCERN: Gesture(
        _("Offer an hour with somebody of ours who has worked on the same question."),
        _("One of us has worked on the same question. Shall they give you an hour?"),
        weight=3,
    ),
    Kind.PRODUCT_QUALITY_ISSUE: Gesture(
        _("Send the engineer who knows it best to look at it together with them."),
        _("Our best engineer for this would like to look at it together with you."),
        weight=3,
    ),
}
# For a second thing of the same kind, and in place of a gift that may not be given.
ANYWHERE: tuple[Gesture, ...] = (
    Gesture(
        _("Have somebody in charge call %(name)s, and listen."),
        _("I wanted to hear it from you myself: is everything as you want it now?"),
        weight=3,
    ),
    Gesture(
        _("Write %(name)s three lines by hand about what we changed."),
        _("This is what we do differently now, because of you."),
        weight=2,
    ),
    Gesture(
        _("Look in on %(name)s a week later, with nothing to sell."),
        _("I only wanted to see that all is well. Is it?"),
        weight=2,
    ),
)
