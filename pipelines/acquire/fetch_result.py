"""The result of one request: status, headers and body size, or why it failed."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

from pipelines.acquire.status import Status

# Headers that the ledger stores. Others may contain cookies or personal data.
KEPT_HEADERS = (
    "content-length",
    "content-type",
    "content-encoding",
    "date",
    "etag",
    "last-modified",
    "retry-after",
)
LONGEST_HEADER = 200
# Seconds. A longer pause that a source asks for cannot be meant.
_LONGEST_PAUSE = 31 * 86_400


@dataclass(frozen=True, slots=True)
class FetchResult:
    """The result of one request. ``failure`` is None for a complete body of the right type, and for a 304.

    ``final_url`` is the address after redirects. ``byte_count`` and ``sha256`` are of the body.
    ``is_refused``: it was this program that did not send the request, so it need not be tried again.
    """

    url: str
    final_url: str
    failure: Status | None
    detail: str | None = None
    http_status: int | None = None
    headers: Mapping[str, str] = field(default_factory=dict)
    byte_count: int | None = None
    sha256: str | None = None
    is_refused: bool = False

    @property
    def is_not_modified(self) -> bool:
        """Whether the source says that the stored file is current (304)."""
        return self.http_status == 304

    @property
    def retry_after(self) -> float | None:
        """Seconds that the Retry-After header asks to wait; None when absent or invalid."""
        return retry_after(self.headers.get("retry-after"), datetime.now(UTC))


def kept_headers(headers: Mapping[str, str]) -> dict[str, str]:
    """The headers that the ledger stores, by lower-case name; values are cut to 200 characters."""
    return {name: headers[name][:LONGEST_HEADER] for name in KEPT_HEADERS if name in headers}


def retry_after(text: str | None, at: datetime) -> float | None:
    """Seconds from ``at`` that a Retry-After header ``text`` asks to wait (RFC 9110, 10.2.3).

    The header is a number of seconds or a date; None when it is absent, neither, or absurdly far.
    """
    if text is None:
        return None
    try:
        if text.strip().isascii() and text.strip().isdigit():
            seconds = float(text)
        else:
            until = parsedate_to_datetime(text)
            seconds = (until if until.tzinfo else until.replace(tzinfo=UTC)).timestamp() - at.timestamp()
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
    return max(0.0, seconds) if seconds <= _LONGEST_PAUSE else None


def failure_of(http_status: int) -> Status | None:
    """The failure that a status code other than a redirect stands for; None for 200 and 304."""
    if http_status in (200, 304):
        return None
    if http_status in (404, 410):
        return Status.NOT_FOUND
    if http_status == 429:
        return Status.RATE_LIMITED
    if http_status >= 500:
        return Status.SERVER_ERROR
    return Status.HTTP_ERROR
