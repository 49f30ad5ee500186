"""Numbers as people write them: 1,234.5 in English, 1.234,5 in Chile."""

from decimal import Decimal

from babel.numbers import format_decimal

LOCALES = {"es": "es_CL", "en": "en_US"}


def number(value: float | Decimal, language: str, decimals: int | None = None) -> str:
    """``value`` with separators of thousands, as ``language`` ("es" or "en") has them.

    With ``decimals`` digits behind the comma; without, as many as are needed, six at most.
    """
    pattern = "#,##0." + ("0" * decimals if decimals is not None else "######")
    return str(format_decimal(value, pattern.rstrip("."), locale=LOCALES.get(language, "en_US")))


def money(pesos: float | Decimal, language: str) -> str:
    """Whole pesos, such as $1.234.567 in Spanish."""
    sign, amount = ("-", -pesos) if pesos < 0 else ("", pesos)
    return f"{sign}${number(round(amount), language)}"
