"""How a customer decides, for those who read of it."""

from django.db.models import QuerySet

from accounts.models import Alternative, Customer, DecisionStep, Person
from accounts.queries.visible import customers_readable


def decision_steps(person: Person, customer: Customer) -> QuerySet[DecisionStep]:
    """Give the customer's steps to a decision in their order."""
    return (
        DecisionStep.objects.filter(customer=customer, customer__in=customers_readable(person))
        .select_related("owner")
        .order_by("place", "id")
    )


def alternatives_of(person: Person, customer: Customer) -> QuerySet[Alternative]:
    """Give what else the customer considers, as it was heard."""
    return (
        Alternative.objects.filter(customer=customer, customer__in=customers_readable(person))
        .select_related("contact")
        .order_by("id")
    )
