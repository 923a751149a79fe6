"""What a gift may be worth: the strictest of all limits that apply, and nothing for some (G11)."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from crm.money import minor_digits

# In whole units of the company's currency, until a director sets the company's own limits:
# as much as a surprise after the gravest mishap may cost.
UNSET_PER_GIFT: Final = 200
UNSET_PER_YEAR: Final = 400


class Whose(StrEnum):
    """Whose rule a limit is."""

    CUSTOMER = "customer"
    COUNTRY = "country"
    COMPANY = "company"
    OFFICIAL = "official"


class Over(StrEnum):
    """What a gift is over. The first two are never approved, the others by a second person."""

    OFFICIAL = "official"
    FORBIDDEN = "forbidden"
    PER_GIFT = "per_gift"
    PER_YEAR = "per_year"


NEVER: Final = frozenset({Over.OFFICIAL, Over.FORBIDDEN})


@dataclass(frozen=True, slots=True)
class Limit:
    """One rule: at most so much a gift and a calendar year for one person, or nothing at all.

    Amounts are minor units of `currency`; `source` says where the rule stands.
    """

    whose: Whose
    per_gift_minor: int
    per_year_minor: int
    currency: str
    nothing: bool = False
    source: str = ""


@dataclass(frozen=True, slots=True)
class Allowance:
    """What may be given to one person: the strictest limits, and whose they are."""

    per_gift: Limit
    per_year: Limit
    official: bool = False

    @property
    def nothing(self) -> bool:
        """Whether nothing that costs money may be given."""
        return self.official or self.per_gift.nothing

    @property
    def whose(self) -> Whose:
        """Whose rule forbids gifts, or sets the limit of one."""
        return Whose.OFFICIAL if self.official else self.per_gift.whose

    def left_minor(self, given_minor: int) -> int:
        """Give what the next gift may cost after so much this year."""
        if self.nothing:
            return 0
        left = self.per_year.per_year_minor - given_minor
        return max(0, min(self.per_gift.per_gift_minor, left))


def unset(currency: str) -> Limit:
    """Give the limits of a company that has set none."""
    unit = 10 ** minor_digits(currency)
    return Limit(Whose.COMPANY, UNSET_PER_GIFT * unit, UNSET_PER_YEAR * unit, currency)


def strictest(limits: Iterable[Limit], *, currency: str, official: bool) -> Allowance:
    """Find what holds among all limits that apply; the company's own always applies.

    A limit in another currency cannot be compared, so that every gift is over it.
    """
    known = [limit if limit.currency == currency else _none_of(limit) for limit in limits]
    if not any(limit.whose == Whose.COMPANY for limit in known):
        known.append(unset(currency))
    return Allowance(
        per_gift=min(known, key=lambda limit: (not limit.nothing, limit.per_gift_minor)),
        per_year=min(known, key=lambda limit: (not limit.nothing, limit.per_year_minor)),
        official=official,
    )


def _none_of(limit: Limit) -> Limit:
    return Limit(limit.whose, 0, 0, limit.currency, limit.nothing, limit.source)


def over(allowance: Allowance, *, value_minor: int, given_minor: int) -> Over | None:
    """Say what a gift is over, `given_minor` having been given this year; None when it is fine.

    What costs nothing is an act and always fine.
    """
    if value_minor == 0:
        return None
    if allowance.official:
        return Over.OFFICIAL
    if allowance.nothing:
        return Over.FORBIDDEN
    if value_minor > allowance.per_gift.per_gift_minor:
        return Over.PER_GIFT
    return Over.PER_YEAR if value_minor > allowance.left_minor(given_minor) else None
