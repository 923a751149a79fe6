"""The whole story, told once: everything in one transaction, so that half of it is never there."""

from dataclasses import dataclass

from django.db import transaction

from accounts.models import Person
from crm import clock
from crm.home.demo.awards import give_awards
from crm.home.demo.bonus import pay
from crm.home.demo.cards import ask_customers
from crm.home.demo.customers import win_customers
from crm.home.demo.daily import work_daily
from crm.home.demo.doubles import report_twice
from crm.home.demo.hands import know_hands
from crm.home.demo.ladders import plan_the_nights, set_ladders
from crm.home.demo.letters import get_mail, keep_replies, write_letters
from crm.home.demo.manuals import keep_manuals
from crm.home.demo.maps import draw_maps, hold_meetings
from crm.home.demo.past import OVER
from crm.home.demo.people import PASSWORD, PEOPLE, address, found_the_company
from crm.home.demo.secrets import keep_secrets
from crm.home.demo.selling import sell
from crm.home.demo.stage import Stage, play
from crm.home.demo.steps import deliver_old_post
from crm.home.demo.talks import talk
from crm.home.demo.tickets import RUNNING
from crm.home.demo.tidying import TIDYING
from crm.home.demo.wants import share_wants
from crm.home.demo.watching import keep_watch
from crm.home.demo.word import THEIR_WORD
from secrets_manual.actions import count_all

__all__ = ["FIRST_ADDRESS", "PASSWORD", "SignIn", "is_told", "sign_ins", "tell"]

FIRST_ADDRESS = address(PEOPLE[0][0])
FOUNDED_DAYS = 700


@dataclass(frozen=True)
class SignIn:
    """One line of the table of sign-ins."""

    email: str
    name: str
    roles: str


def is_told() -> bool:
    """Say whether the story is there already."""
    return Person.objects.filter(email__iexact=FIRST_ADDRESS).exists()


def sign_ins() -> list[SignIn]:
    """Give everybody who can sign in, in the order of the story."""
    return [
        SignIn(address(short), name, roles.replace(" ", ", "))
        for short, name, roles, *_rest in PEOPLE
    ]


def found_long_ago(stage: Stage) -> None:
    """Let the company, its people and its customers be older than what happens to them."""
    long_ago = stage.ago(days=FOUNDED_DAYS)
    clock.pin(lambda: long_ago)
    try:
        found_the_company(stage)
        win_customers(stage)
    finally:
        clock.pin(None)


@transaction.atomic
def tell() -> None:
    """Write the demonstration company, as of now."""
    stage = Stage(now=clock.database_now().replace(microsecond=0))
    found_long_ago(stage)
    play(
        stage,
        [
            *keep_secrets(),
            *keep_manuals(),
            *give_awards(),
            *share_wants(),
            *talk(),
            *sell(),
            *ask_customers(),
            set_ladders,
            plan_the_nights,
            know_hands,
            keep_replies,
            report_twice,
            *OVER,
            *RUNNING,
            *THEIR_WORD,
            write_letters,
            get_mail,
            *pay(),
            work_daily,
            *TIDYING,
            draw_maps,
            hold_meetings,
            keep_watch,
        ],
    )
    count_all()
    deliver_old_post(stage.ago(days=2))
