"""Dates as a PDF writes them."""

import re
from datetime import UTC, datetime, timedelta, timezone

# ISO 32000-1, 7.9.4: D:YYYYMMDDHHmmSSOHH'mm'; everything after the year may be missing, "D:" in old files.
_PDF_DATE = re.compile(
    r"(?:D:)?(?P<year>\d{4})(?P<month>\d\d)?(?P<day>\d\d)?(?P<hour>\d\d)?(?P<minute>\d\d)?(?P<second>\d\d)?"
    r"(?:(?P<utc>Z)[\d']*|(?P<sign>[+-])(?P<offset_hours>\d\d)'?(?P<offset_minutes>\d\d)?'?)?"
)


FIRST_YEAR = 1993
"""The year in which PDF was published: no PDF is older."""


def iso_date(printed: object) -> str | None:
    """``D:20220131093000-03'00'`` as ``2022-01-31T09:30:00-03:00``; None for what cannot be a PDF's date."""
    found = _PDF_DATE.fullmatch(printed.strip("\0 ")) if isinstance(printed, str) else None
    if found is None or int(found["year"]) < FIRST_YEAR:
        return None
    try:
        return datetime(
            year=int(found["year"]),
            month=int(found["month"] or 1),
            day=int(found["day"] or 1),
            hour=int(found["hour"] or 0),
            minute=int(found["minute"] or 0),
            second=int(found["second"] or 0),
            tzinfo=_zone(found),
        ).isoformat()
    except ValueError:  # the digits are no date, such as a 31 February
        return None


def _zone(found: re.Match[str]) -> timezone | None:
    """The offset of the date's own clock; None where the file does not say."""
    if found["utc"]:
        return UTC
    if not found["sign"]:
        return None
    offset = timedelta(hours=int(found["offset_hours"]), minutes=int(found["offset_minutes"] or 0))
    return timezone(-offset if found["sign"] == "-" else offset)
