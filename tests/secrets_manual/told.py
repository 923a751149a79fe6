"""What customers told, for tests; kept through the action that everybody uses."""

from accounts.models import Person
from secrets_manual.actions import record_secret
from secrets_manual.models import Secret
from tests.people import Company


def tell(
    company: Company,
    text: str,
    *,
    person: Person | None = None,
    provenance: str = "told_us",
    glad: str = "yes",
    **details: object,
) -> Secret:
    """Ana Ruiz of Norte Foods tells Dana something, unless said otherwise."""
    details = {"customer": company.norte, "contact": company.ana} | details
    return record_secret(
        person=person or company.dana, text=text, provenance=provenance, glad=glad, **details
    )
