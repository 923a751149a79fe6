"""The questions themselves: open, one kind at a time, with nothing to sell behind them.

A key stays for ever, whatever becomes of the words: rows of what was asked name it. None of
them asks for what the gate would refuse (health, belief, relatives by name, money troubles of
a person), and none can be answered with yes or no.
"""

from typing import Final

from secrets_manual.rules.kinds import Kind
from secrets_manual.rules.wording import gettext_noop as _

BANK: Final[dict[Kind, dict[str, str]]] = {
    Kind.DREAM: {
        "great_year": _("What would make next year a great year for you?"),
        "free_month": _("If you had a free month, what would you do with it?"),
        "always_wanted": _("What have you always wanted to do and not begun yet?"),
        "no_limits": _("What would you build here if money were no matter?"),
    },
    Kind.HOPE: {
        "looking_forward": _("What are you looking forward to this year?"),
        "twelve_months": _("What should be different here in twelve months?"),
        "best_outcome": _("If all goes well, what will be better by the summer?"),
        "next_step": _("What would you like to be doing three years from now?"),
    },
    Kind.HABIT: {
        "good_day": _("How does a good working day begin for you?"),
        "decide": _("How do you like to decide: on paper, in a call, over coffee?"),
        "prepare": _("How do you prepare for a meeting that matters?"),
        "news": _("How do you like to hear bad news?"),
    },
    Kind.BIAS: {
        "never_send": _("What should nobody ever send you?"),
        "got_it_right": _("Which supplier got it right once, and how?"),
        "lose_trust": _("What makes you stop listening to somebody who sells?"),
        "first_look": _("What do you look at first in an offer?"),
    },
    Kind.SKILL: {
        "few_know": _("What can you do that few people here know of?"),
        "taught_yourself": _("What did you teach yourself, and why?"),
        "by_hand": _("What do you still like to do by hand?"),
        "languages": _("In which languages do you feel at home?"),
    },
    Kind.COMPETENCY: {
        "come_to_you": _("What do colleagues come to you for?"),
        "proud_project": _("Which project would you show to somebody new?"),
        "before_this": _("What did you do before this, and what stayed of it?"),
        "explain": _("What could you explain for an hour without notes?"),
    },
    Kind.LIFESTYLE_CHOICE: {
        "reach_you": _("When is the best time to reach you, and when never?"),
        "way_here": _("How do you come here in the morning?"),
        "at_table": _("What should be on the table when we meet?"),
        "gave_up": _("What did you give up, and do not miss?"),
    },
    Kind.FAMILY_PRIORITY: {
        "sacred_time": _("What time of the week is sacred to you?"),
        "home_by": _("By when do you want to be home, and how often does it work?"),
        "holidays": _("Which weeks of the year should nobody plan for you?"),
        "phone_off": _("When is your phone off, and rightly so?"),
    },
    Kind.EGO_DRIVE: {
        "best_thing": _("What was the best thing that happened at work this month?"),
        "known_for": _("What would you like your department to be known for?"),
        "thanked": _("When were you last thanked in a way that counted?"),
        "first": _("Where would you like to be the first?"),
    },
    Kind.FRIENDSHIP_AFFINITY: {
        "meet": _("Whom in your field would you like to meet?"),
        "trusted_advice": _("Whose advice do you ask before you decide?"),
        "learned_from": _("From whom did you learn most?"),
        "give_time": _("To what do you give your time without being paid?"),
    },
    Kind.RECREATION: {
        "not_here": _("What do you do when you are not here?"),
        "saturday": _("What does a good Saturday look like?"),
        "outdoors": _("Where do you go to clear your head?"),
        "took_up": _("What have you taken up lately?"),
    },
    Kind.ENTERTAINMENT: {
        "stayed": _("What did you last see, read or hear that stayed?"),
        "on_the_way": _("What do you listen to on the way home?"),
        "again": _("Which book or film could you begin again tonight?"),
        "ticket": _("For which evening would you buy a ticket at once?"),
    },
    Kind.INVENTORY_PROBLEM: {
        "runs_out": _("What runs out at the worst moment?"),
        "gathers_dust": _("What has been on the shelf longer than anybody likes?"),
        "waiting_for": _("What do you most often wait for?"),
        "count": _("How do you notice that something is missing?"),
    },
    Kind.CASH_FLOW_CHALLENGE: {
        "tight_month": _("Which month of the year is the tightest?"),
        "pay_terms": _("Which terms of payment would make your year calmer?"),
        "budget_round": _("When is the budget decided, and by what is it upset?"),
        "unplanned": _("Which cost came last that nobody had planned?"),
    },
    Kind.MARGIN_CHALLENGE: {
        "get_lost": _("Where does the money get lost before it reaches you?"),
        "dearer": _("What has become dearer without becoming better?"),
        "twice": _("What is done twice here, and why?"),
        "worth_most": _("Which of your services is worth most, and who knows it?"),
    },
    Kind.EMPLOYMENT_EQUITY_CONCERN: {
        "fairer": _("What would make this a fairer place to work?"),
        "leave": _("Why do good people leave, when they do?"),
        "unheard": _("Who here is heard too little?"),
        "night_shift": _("What would the night shift change first?"),
    },
    Kind.PRODUCT_QUALITY_ISSUE: {
        "send_back": _("What did you last have to send back, and what did it cost you?"),
        "complaint": _("Which complaint do you hear more than once?"),
        "workaround": _("What do your people do by hand because the machine does not?"),
        "good_enough": _("What is only just good enough?"),
    },
}
