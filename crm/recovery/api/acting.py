"""Taking a step of a ticket over the API."""

from collections.abc import Callable
from typing import Any

from django.db.models import Model
from rest_framework.response import Response

from accounts.api.ground import Resource, StrictSerializer
from accounts.models import Person
from crm.recovery.models import Ticket

Wanted = dict[str, Any]
Named = Callable[[Person, Ticket, Wanted], Wanted]


def as_read(_person: Person, _ticket: Ticket, wanted: Wanted) -> Wanted:
    """Hand a body on to the act as it was read."""
    return wanted


class TicketActs(Resource):
    """What every resource of steps does: read, name, act, answer with the ticket."""

    def step(
        self, act: Callable[..., Model], body: type[StrictSerializer], named: Named = as_read
    ) -> Response:
        """Take one step: read its body, name its arguments as the act does, and act."""
        ticket = self.get_object()
        wanted = named(self.person, ticket, self.read(body))
        return self.done_once(lambda: act(person=self.person, ticket=ticket, **wanted))
