"""What came of one request, whatever it was."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

from pipelines.acquire.status import Status

# Kept in the ledger. Others may carry cookies or people's addresses.
KEPT_HEADERS = (
    "content-length",
    "content-type",
    "content-encoding",
    "date",
    "etag",
    "last-modified",
    "retry-after",
)
_LONGEST_HEADER = 200


@dataclass(frozen=True, slots=True)
class FetchResult:
    """One answer. ``failure`` is None when its body is whole and of the requested kind, or on a 304.

    ``final_url`` is where redirects led to, ``retry_after`` the seconds that the source asked to wait.
    """

    url: str
    final_url: str
    failure: Status | None
    detail: str | None = None
    http_status: int | None = None
    headers: Mapping[str, str] = field(default_factory=dict)
    byte_count: int | None = None
    sha256: str | None = None

    @property
    def is_not_modified(self) -> bool:
        """Whether the source says that what is held is current."""
        return self.http_status == 304

    @property
    def retry_after(self) -> float | None:
        """Seconds that the source asks to wait; None when it does not say so in a way that is understood."""
        return retry_after(self.headers.get("retry-after"), datetime.now(UTC))


def kept_headers(headers: Mapping[str, str]) -> dict[str, str]:
    """The headers that the ledger keeps, by their names in lower case; long ones are cut."""
    return {name: headers[name][:_LONGEST_HEADER] for name in KEPT_HEADERS if name in headers}


def retry_after(text: str | None, at: datetime) -> float | None:
    """The seconds that a Retry-After header names, as a number or a date (RFC 9110, 10.2.3)."""
    if text is None:
        return None
    if text.strip().isascii() and text.strip().isdigit():
        return float(text)
    try:
        until = parsedate_to_datetime(text)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
    if until.tzinfo is None:
        until = until.replace(tzinfo=UTC)
    return max(0.0, (until - at).total_seconds())


def failure_of(http_status: int) -> Status | None:
    """What a status code that is no redirect means; None for 200 and 304."""
    if http_status in (200, 304):
        return None
    if http_status in (404, 410):
        return Status.NOT_FOUND
    if http_status == 429:
        return Status.RATE_LIMITED
    if http_status >= 500:
        return Status.SERVER_ERROR
    return Status.HTTP_ERROR
