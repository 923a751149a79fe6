"""Stories of used secrets, for tests; told through the actions that everybody uses."""

from accounts.models import Person
from secrets_manual.actions import nominate_story, record_use
from secrets_manual.models import Story, Use
from tests.people import Company
from tests.secrets_manual.told import tell


def use_well(
    company: Company,
    text: str = "Decides on paper",
    *,
    by: Person | None = None,
    reception: str = "welcome",
) -> Use:
    """Dana uses what Ana told her, or Rui what Luis told him."""
    person = by or company.dana
    about = (
        {"customer": company.vega, "contact": company.luis}
        if person == company.rui
        else {"customer": company.norte, "contact": company.ana}
    )
    teller = company.rui if person == company.rui else company.dana
    secret = tell(company, text, person=teller, **about)
    return record_use(person=person, secret=secret, how="Sent a print", reception=reception)


def told_story(
    company: Company, text: str = "Decides on paper", *, by: Person | None = None, **more: object
) -> Story:
    """A story of a use that was welcome, told by whoever used it."""
    use = use_well(company, text, by=by)
    words = {"how": "Brought what makes reading easy", "received": "A smile"} | more
    return nominate_story(person=by or company.dana, use=use, **words)
