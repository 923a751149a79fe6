"""Who may open what: one module per app with its `ROWS`, walked by test_access_matrix.py.

A row names a route and says what each role is answered for three objects: Dana's own (`own`),
a colleague's of Dana's team (`team`), and another team's (`other`)::

    Row(
        name="ticket",                                    # the url's name, "app:name" if namespaced
        kwargs=lambda place: {"pk": ticket_of(place.customer).pk},
        answers={
            "rep": (200, 404, 404),                       # own, team, other
            "lead manager": (200, 200, 404),              # they lead Dana's team, not Rui's
            "service director": 200,                      # one number: the same for all three
            "else": 404,                                  # every role not named; needed
        },
    )

`kwargs`, `query` and `body` are asked once per place, inside the test's transaction, so they may
make the thing they point at with the app's own actions. `place` has `customer`, `contact`,
`steward` (the person whose thing it is: Dana, Tom or Rui), `company` (people by first name) and
`rank`. A row with `method="post"` sends `body`; each request is rolled back, so say 302 or 422
for those who may and 403 or 404 for those who may not. A route may have several rows.
Rows with `api=True` are asked with a writing token of each person instead of a session, and
answer 401 to whoever has none; `signed_out` says what a stranger is answered otherwise (302 to
the sign-in; 200 for pages of customers).

The people: rep Dana, service Kim, lead Lea and manager Max of Dana's team, marketing Mira,
privacy Petra, finance Fin, director Olga, admin Ada. A route without a row fails the test.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from accounts.models import Contact, Customer, Person
from tests.people import Company

ROLES = {
    "rep": "dana",
    "service": "kim",
    "lead": "lea",
    "manager": "max",
    "marketing": "mira",
    "privacy": "petra",
    "finance": "fin",
    "director": "olga",
    "admin": "ada",
}
RANKS = ("own", "team", "other")
Answer = int | tuple[int, int, int]


@dataclass(frozen=True)
class Place:
    """One of the three corners of the company that objects are made in."""

    rank: str
    company: Company
    customer: Customer
    contact: Contact
    steward: Person


def _nothing(place: Place) -> dict[str, object]:
    return {}


@dataclass(frozen=True, kw_only=True)
class Row:
    """What one route answers to every role; see the top of this module."""

    name: str
    answers: Mapping[str, Answer]
    kwargs: Callable[[Place], dict[str, object]] = _nothing
    query: Callable[[Place], dict[str, object]] = _nothing
    body: Callable[[Place], dict[str, object]] = _nothing
    method: str = "get"
    api: bool = False
    signed_out: int | None = None

    def expected(self, role: str, rank: str) -> int:
        """Give the status for a role ("" is a stranger) and one of the three objects."""
        if not role:
            return self.signed_out if self.signed_out is not None else (401 if self.api else 302)
        answer = next(
            (given for roles, given in self.answers.items() if role in roles.split()),
            self.answers["else"],
        )
        return answer if isinstance(answer, int) else answer[RANKS.index(rank)]


def everybody(answer: int) -> Mapping[str, Answer]:
    """Answer every role alike."""
    return {"else": answer}
