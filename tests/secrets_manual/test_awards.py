"""The secret agent of a month: told, chosen in secret, closed on the company's calendar."""

import datetime as dt
from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import Person
from crm.errors import NotAllowedError, NotVisibleError, RuleBrokenError
from crm.journal.models import Entry
from crm.notices.models import Notice
from secrets_manual.actions import (
    SecretRefusedError,
    cast_vote,
    close_awards,
    judge_use,
    nominate_story,
    record_use,
    reinstate_secret,
    take_back_line,
    take_story_back,
    withdraw_secret,
)
from secrets_manual.models import Award, Secret, Story, Vote, Win
from secrets_manual.queries import Winner, winners
from tests.conftest import Clock
from tests.people import Company
from tests.secrets_manual.stories import told_story, use_well
from tests.secrets_manual.told import tell

SignIn = Callable[[Person], Client]
SAYS = {"how": "Brought what makes reading easy", "received": "A smile"}


def close_month(clock: Clock) -> Award:
    """Let the present month of the company (Berlin) end, and close what is over."""
    clock.set((clock.at.replace(day=1) + dt.timedelta(days=32)).replace(day=1))
    close_awards(now=clock.at)
    return Award.objects.filter(kind="secret_agent", closed_at__isnull=False).latest("begins_on")


@pytest.mark.parametrize(
    ("how", "telling"),
    [
        ("Asked Ana about it", "Ana"),
        ("Norte was glad", "Norte"),
        ("Printed all of it on paper", "paper"),
        ("Told Luis Prado about it", "Luis Prado"),
        ("Vega Labs liked it too", "Vega Labs"),
    ],
)
def test_a_story_that_gives_away_whom_or_what_comes_back_with_all_that_was_typed(
    company: Company, clock: Clock, signed_in: SignIn, how: str, telling: str
) -> None:
    use = use_well(company)
    url = reverse("story_new", args=[use.pk])
    answer = signed_in(company.dana).post(url, {"how": how, "received": "A long smile"})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert f"“{telling}”" in page
    assert how in page
    assert "A long smile" in page
    assert not Story.objects.exists()


def test_a_story_passes_the_detector(company: Company, clock: Clock) -> None:
    use = use_well(company)
    with pytest.raises(SecretRefusedError) as refused:
        nominate_story(person=company.dana, use=use, **SAYS | {"received": "He has diabetes"})
    assert refused.value.field == "received"


def test_a_colleague_who_leads_may_tell_it_and_whose_use_it_is_hears_of_it_and_may_say_no(
    company: Company, clock: Clock
) -> None:
    use = use_well(company)
    story = nominate_story(person=company.lea, use=use, **SAYS)
    assert story.agent == company.dana
    assert Notice.objects.filter(person=company.dana, subject__contains="Lea Marsh").exists()
    with pytest.raises(NotVisibleError):
        take_story_back(person=company.kim, story=story)
    take_story_back(person=company.dana, story=story)
    assert not Story.objects.exists()


def test_only_uses_one_sees_or_made_oneself_are_told(company: Company, clock: Clock) -> None:
    use = use_well(company)
    for stranger in (company.rui, company.kim):
        with pytest.raises(NotVisibleError):
            nominate_story(person=stranger, use=use, **SAYS)
    for outsider in (company.olga, company.mira):
        with pytest.raises(NotAllowedError):
            nominate_story(person=outsider, use=use, **SAYS)


@pytest.mark.parametrize("reception", ["neutral", "unwelcome", "unknown"])
def test_only_what_was_welcome_is_told(company: Company, clock: Clock, reception: str) -> None:
    use = use_well(company, reception=reception)
    with pytest.raises(RuleBrokenError, match="Only what was welcome"):
        nominate_story(person=company.dana, use=use, **SAYS)


def test_withdrawn_secrets_old_uses_and_leavers_make_no_story(
    company: Company, clock: Clock
) -> None:
    withdrawn = use_well(company, "Likes green")
    withdraw_secret(person=company.dana, secret=withdrawn.secret)
    with pytest.raises(RuleBrokenError, match="not kept any more"):
        nominate_story(person=company.dana, use=withdrawn, **SAYS)
    use = use_well(company)
    Person.objects.filter(pk=company.dana.pk).update(is_active=False)
    with pytest.raises(RuleBrokenError, match="does not take part"):
        nominate_story(person=company.lea, use=use, **SAYS)
    Person.objects.filter(pk=company.dana.pk).update(is_active=True)
    clock.move(days=93)
    with pytest.raises(RuleBrokenError, match="three months"):
        nominate_story(person=company.dana, use=use, **SAYS)


def test_a_use_is_told_once(company: Company, clock: Clock, signed_in: SignIn) -> None:
    story = told_story(company)
    with pytest.raises(RuleBrokenError, match="nominated already"):
        nominate_story(person=company.lea, use=story.use, **SAYS)
    answer = signed_in(company.lea).get(reverse("story_new", args=[story.use_id]))
    assert answer.url == reverse("award_vote")


def test_everybody_has_one_vote_may_change_it_and_nobody_votes_for_oneself(
    company: Company, clock: Clock, signed_in: SignIn
) -> None:
    first, second = told_story(company), told_story(company, "Likes green", by=company.rui)
    lea = signed_in(company.lea)
    for story in (first, second):
        lea.post(reverse("award_vote"), {"story": story.pk})
    assert [vote.story for vote in Vote.objects.all()] == [second]
    with pytest.raises(RuleBrokenError, match="own story"):
        cast_vote(person=company.dana, story_id=first.pk)
    for outsider in (company.olga, company.mira, company.fin, company.ada):
        with pytest.raises(NotAllowedError):
            cast_vote(person=outsider, story_id=first.pk)
    assert lea.post(reverse("award_vote"), {}).status_code == 422


def test_nobody_sees_votes_counts_or_names_before_the_close_nor_choices_after_it(
    company: Company, clock: Clock, signed_in: SignIn
) -> None:
    first, second = told_story(company), told_story(company, "Likes green", by=company.rui)
    quiet = signed_in(company.max).get(reverse("award_vote")).content.decode()
    for voter, story in ((company.lea, first), (company.kim, first), (company.sara, second)):
        cast_vote(person=voter, story_id=story.pk)
    seen = signed_in(company.max).get(reverse("award_vote")).content.decode()
    main = [page[page.index("<fieldset") : page.index("</fieldset")] for page in (quiet, seen)]
    assert main[0] == main[1]
    assert not any(name in main[1] for name in ("Dana Vogt", "Rui Alves"))
    close_month(clock)
    assert not Vote.objects.exists()
    facts = Entry.objects.filter(kind="secrets_manual.vote_cast").values_list("facts", flat=True)
    assert list(facts) == [{}] * 3
    hall = signed_in(company.mira).get(reverse("awards")).content.decode()
    assert "Dana Vogt" in hall
    assert "3 colleagues voted" in hall
    assert "Rui Alves" not in hall


def test_equal_votes_share_and_the_winners_hear_of_it_once(company: Company, clock: Clock) -> None:
    stories = [told_story(company), told_story(company, "Likes green", by=company.rui)]
    told_story(company, "Runs at night", by=company.rui)
    for voter, story in zip(
        (company.lea, company.kim, company.sara, company.max), stories * 2, strict=True
    ):
        cast_vote(person=voter, story_id=story.pk)
    award = close_month(clock)
    assert (award.outcome, award.voters) == ("won", 4)
    assert {win.person for win in award.wins.all()} == {company.dana, company.rui}
    assert close_awards(now=clock.at) == 0
    told = Notice.objects.filter(once_key=f"award:{award.pk}", channel="in_app")
    assert {notice.person for notice in told} == {company.dana, company.rui}
    assert told.count() == 2


@pytest.mark.parametrize(
    ("stories", "voters", "outcome"),
    [(0, 0, "nobody_nominated"), (1, 0, "nobody_voted"), (1, 2, "too_few"), (1, 3, "won")],
)
def test_empty_months_and_small_votes_say_so(
    company: Company, clock: Clock, signed_in: SignIn, stories: int, voters: int, outcome: str
) -> None:
    close_awards(now=clock.at)
    told = [told_story(company) for _one in range(stories)]
    for voter in (company.lea, company.kim, company.max)[:voters]:
        cast_vote(person=voter, story_id=told[0].pk)
    award = close_month(clock)
    assert award.outcome == outcome
    assert Win.objects.count() == (outcome == "won")
    said = {
        "nobody_nominated": "Nobody told a story",
        "nobody_voted": "nobody voted",
        "too_few": "Only 2 colleagues voted",
        "won": "Dana Vogt",
    }
    hall = signed_in(company.fin).get(reverse("awards")).content.decode()
    assert said[outcome] in hall


def test_the_month_ends_at_the_companys_midnight_however_late_the_job_runs(
    company: Company, clock: Clock
) -> None:
    clock.set(dt.datetime(2026, 10, 31, 22, 59, tzinfo=dt.UTC))  # 23:59 in Berlin, winter time
    story = told_story(company)
    for voter in (company.lea, company.kim, company.max):
        cast_vote(person=voter, story_id=story.pk)
    assert close_awards(now=clock.at) == 0
    clock.move(minutes=1)
    with pytest.raises(RuleBrokenError, match="not up for the vote"):
        cast_vote(person=company.sara, story_id=story.pk)
    clock.set(dt.datetime(2027, 2, 3, 4, tzinfo=dt.UTC))
    assert close_awards(now=clock.at) == 5  # October, three months with nobody, and the year
    found = Award.objects.filter(kind="secret_agent").order_by("begins_on")
    assert [(row.begins_on.month, row.outcome) for row in found] == [
        (10, "won"),
        (11, "nobody_nominated"),
        (12, "nobody_nominated"),
        (1, "nobody_nominated"),
        (2, ""),
    ]
    october = {"since": dt.date(2026, 10, 1), "until": dt.date(2026, 10, 31)}
    assert winners(**october) == [Winner(company.dana.pk, "secret_agent", dt.date(2026, 10, 1))]
    assert winners(since=dt.date(2026, 11, 1), until=dt.date(2026, 12, 31)) == []


def test_a_story_goes_when_the_customer_takes_the_secret_back_and_its_ballots_with_it(
    company: Company, clock: Clock, signed_in: SignIn
) -> None:
    story = told_story(company)
    other = told_story(company, "Likes green", by=company.rui)
    for voter in (company.lea, company.kim, company.max):
        cast_vote(person=voter, story_id=story.pk)
    take_back_line(contact=company.ana, secret_id=story.use.secret_id)
    page = signed_in(company.lea).get(reverse("award_vote")).content.decode()
    assert SAYS["how"] in page  # Rui's, told in the same words
    assert "is not up for the vote any more" in page
    story.refresh_from_db()
    assert (story.how, story.received) == ("", "")
    cast_vote(person=company.lea, story_id=other.pk)
    assert close_month(clock).outcome == "too_few"


def test_a_winner_stays_one_without_the_story(
    company: Company, clock: Clock, signed_in: SignIn
) -> None:
    story = told_story(company)
    for voter in (company.lea, company.kim, company.max):
        cast_vote(person=voter, story_id=story.pk)
    close_month(clock)
    fin = signed_in(company.fin)
    assert SAYS["how"] in fin.get(reverse("awards")).content.decode()
    secret = withdraw_secret(person=company.dana, secret=Secret.objects.get())
    hidden = fin.get(reverse("awards")).content.decode()
    assert SAYS["how"] not in hidden
    assert "Dana Vogt" in hidden
    reinstate_secret(person=company.dana, secret=secret)
    assert SAYS["how"] in fin.get(reverse("awards")).content.decode()
    take_back_line(contact=company.ana, secret_id=secret.pk)
    assert "Dana Vogt" in fin.get(reverse("awards")).content.decode()
    assert not Story.objects.exclude(how="").exists()


def test_what_turns_out_unwelcome_is_up_no_more_and_leavers_neither_vote_nor_win(
    company: Company, clock: Clock
) -> None:
    story, other = told_story(company), told_story(company, "Likes green", by=company.rui)
    for voter in (company.lea, company.kim, company.max):
        cast_vote(person=voter, story_id=story.pk)
    for voter in (company.sara, company.dana):
        cast_vote(person=voter, story_id=other.pk)
    judge_use(person=company.dana, use=story.use, reception="unwelcome")
    with pytest.raises(RuleBrokenError):
        cast_vote(person=company.lea, story_id=story.pk)
    cast_vote(person=company.lea, story_id=other.pk)
    Person.objects.filter(pk=company.sara.pk).update(is_active=False)
    assert close_month(clock).outcome == "too_few"


def test_service_tells_its_own_use_without_reading_the_manual(
    company: Company, clock: Clock, signed_in: SignIn
) -> None:
    secret = tell(company, "Decides on paper")
    use = record_use(person=company.dana, secret=secret, how="A print", reception="welcome")
    type(use).objects.filter(pk=use.pk).update(person=company.kim)
    kim = signed_in(company.kim)
    url = reverse("story_new", args=[use.pk])
    assert "Stories you could tell" in kim.get(reverse("awards")).content.decode()
    assert "Decides on paper" not in kim.get(url).content.decode()
    assert kim.post(url, SAYS).url == reverse("award_vote")
    assert Story.objects.get().agent == company.kim
