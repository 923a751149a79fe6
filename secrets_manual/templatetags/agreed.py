"""What is open between us and a customer, drawn wherever the customer is shown."""

from django import template

from accounts.models import Customer
from crm import clock
from secrets_manual.queries import open_both_ways

register = template.Library()


@register.inclusion_tag("secrets_manual/parts/both_ways.html", takes_context=True)
def both_ways(context: template.Context, customer: Customer) -> dict[str, object]:
    """Draw the open promises and commitments of a customer that the person may see."""
    person = context["request"].user
    return {"both": open_both_ways(person, customer), "now": clock.now()}
