"""How a page prints a value: numbers as in Chile, or as in English."""

from decimal import Decimal
from typing import Any, Literal

from babel.numbers import format_decimal

from pipelines.language import catalogue
from pipelines.numbers import LOCALES

Kind = Literal["text", "money", "count", "number", "share", "percent", "year", "flag"]
"""Of a column: "money" is whole pesos, "share" a part of one (0.85), "percent" of a hundred (85)."""

NO_VALUE = "—"

_PATTERNS: dict[Kind, str] = {
    "money": "$#,##0;-$#,##0",
    "count": "#,##0",
    "number": "#,##0.##",
    "share": "#,##0.0\N{NO-BREAK SPACE}%",
    "percent": "#,##0.0\N{NO-BREAK SPACE}%",
}
"""Patterns of the Unicode locale data; the sign multiplies by a hundred."""


def shown(value: Any, kind: Kind, language: str) -> str:
    """``value`` as the page prints it; a dash for None."""
    if value is None:
        return NO_VALUE
    if kind == "flag" or isinstance(value, bool):
        texts = catalogue(language)
        return texts.gettext("Yes") if value else texts.gettext("No")
    if kind not in _PATTERNS or not isinstance(value, int | float | Decimal):
        return "; ".join(map(str, value)) if isinstance(value, list) else str(value)
    number = value / 100 if kind == "percent" else value
    return format_decimal(number, _PATTERNS[kind], LOCALES[language])


def millions(value: float | None, language: str) -> str:
    """An amount in pesos, as millions of pesos: "$1.234 millones"."""
    if value is None:
        return NO_VALUE
    amount = format_decimal(value / 1e6, "#,##0" if abs(value) >= 1e8 else "#,##0.0", LOCALES[language])
    return catalogue(language).gettext("${amount} million").format(amount=amount)
