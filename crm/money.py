"""Money is whole minor units; a currency is named only at the edge."""

from decimal import Decimal, InvalidOperation, Overflow

_MINOR_DIGITS = {
    "BHD": 3, "CLP": 0, "IQD": 3, "ISK": 0, "JOD": 3, "JPY": 0, "KRW": 0, "KWD": 3, "LYD": 3,
    "OMR": 3, "PYG": 0, "TND": 3, "UGX": 0, "VND": 0, "XAF": 0, "XOF": 0, "XPF": 0,
}  # fmt: skip


def minor_digits(currency: str) -> int:
    """Give how many decimals a currency has (ISO 4217; 2 unless it is known to differ)."""
    return _MINOR_DIGITS.get(currency.upper(), 2)


def to_minor(amount: str | Decimal, currency: str) -> int:
    """Turn "1234.50" into 123450 minor units; ValueError when it is finer than the currency."""
    try:
        exact = Decimal(str(amount)) * 10 ** minor_digits(currency)
    except (InvalidOperation, Overflow) as error:
        raise ValueError(f"{amount!r} is not an amount of money") from error
    if not exact.is_finite() or exact != exact.to_integral_value():
        raise ValueError(f"{amount!r} is not an amount of {currency}")
    return int(exact)


def shown(minor: int, currency: str) -> str:
    """Write minor units with thousands and decimals: 123450 EUR is "1,234.50"."""
    digits = minor_digits(currency)
    return f"{Decimal(minor).scaleb(-digits):,.{digits}f}"
