"""Pages of recovery."""

from crm.recovery.views.board import board
from crm.recovery.views.loyalty import loyalty
from crm.recovery.views.opening import ticket_new
from crm.recovery.views.ticket import act, ticket

__all__ = ["act", "board", "loyalty", "ticket", "ticket_new"]
