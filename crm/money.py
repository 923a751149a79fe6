"""Money is whole minor units; a currency is named only at the edge."""

from decimal import Decimal, InvalidOperation, Overflow

_MINOR_DIGITS = {
    "BHD": 3, "CLP": 0, "IQD": 3, "ISK": 0, "JOD": 3, "JPY": 0, "KRW": 0, "KWD": 3, "LYD": 3,
    "OMR": 3, "PYG": 0, "TND": 3, "UGX": 0, "VND": 0, "XAF": 0, "XOF": 0, "XPF": 0,
}  # fmt: skip

_CODES = (
    "AED AFN ALL AMD ANG AOA ARS AUD AWG AZN BAM BBD BDT BGN BHD BIF BMD BND BOB BRL BSD BTN "
    "BWP BYN BZD CAD CDF CHF CLP CNY COP CRC CUP CVE CZK DJF DKK DOP DZD EGP ERN ETB EUR FJD "
    "FKP GBP GEL GHS GIP GMD GNF GTQ GYD HKD HNL HTG HUF IDR ILS INR IQD IRR ISK JMD JOD JPY "
    "KES KGS KHR KMF KPW KRW KWD KYD KZT LAK LBP LKR LRD LSL LYD MAD MDL MGA MKD MMK MNT MOP "
    "MRU MUR MVR MWK MXN MYR MZN NAD NGN NIO NOK NPR NZD OMR PAB PEN PGK PHP PKR PLN PYG QAR "
    "RON RSD RUB RWF SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP STN SVC SYP SZL THB TJS TMT "
    "TND TOP TRY TTD TWD TZS UAH UGX USD UYU UZS VES VND VUV WST XAF XCD XCG XOF XPF YER ZAR "
    "ZMW ZWG "
)
#: The currencies that people pay with (ISO 4217).
CURRENCIES = frozenset(_CODES.split())


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
