"""Tickets over the API."""

from crm.recovery.api.tickets import TicketResource

__all__ = ["TicketResource"]
