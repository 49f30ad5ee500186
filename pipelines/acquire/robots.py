"""Apply a host's robots.txt (RFC 9309)."""

from dataclasses import dataclass

import httpx
from protego import Protego

from pipelines.acquire.fetch_result import FetchResult
from pipelines.acquire.status import Status

PRODUCT = "panel-social"  # this program's name in robots.txt
MAX_ROBOTS_BYTES = 512 * 1024  # RFC 9309, 2.5: at least 500 KiB must be read

# Failures that concern the host itself: reported as they are, not as a rule of robots.txt.
_HOST_FAILURES = (
    Status.FORBIDDEN_ADDRESS,
    Status.FORBIDDEN_HOST,
    Status.UNKNOWN_HOST,
    Status.CONNECTION_FAILED,
    Status.TIMED_OUT,
)


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why an address may not be requested."""

    status: Status
    detail: str


class Robots:
    """The rules of one host, from the result of requesting its robots.txt.

    A missing file (any 4xx) allows everything; an unreachable one forbids everything (RFC 9309, 2.3.1).
    """

    def __init__(self, result: FetchResult, body: bytes) -> None:
        self._rules: Protego | None = None
        self._unread: Refusal | None = None
        if result.failure in (None, Status.TOO_LARGE):  # the start of a longer file counts
            self._rules = Protego.parse(body.decode("utf-8", "replace"))
        elif result.failure not in (Status.NOT_FOUND, Status.HTTP_ERROR):
            why = result.failure if result.failure in _HOST_FAILURES else Status.FORBIDDEN_BY_ROBOTS
            detail = f"robots.txt could not be read: {result.failure}, {result.detail or result.http_status}"
            self._unread = Refusal(why, detail)

    def refusal(self, url: httpx.URL) -> Refusal | None:
        """Why ``url`` may not be requested; None when it may."""
        if self._unread:
            return self._unread
        if self._rules and not self._rules.can_fetch(str(url), PRODUCT):
            return Refusal(Status.FORBIDDEN_BY_ROBOTS, f"robots.txt of {url.host} forbids it")
        return None

    @property
    def delay(self) -> float | None:
        """Seconds between requests that the file asks for (Crawl-delay); None when it names none."""
        return self._rules.crawl_delay(PRODUCT) if self._rules else None


def robots_url(url: httpx.URL) -> str:
    """The address of the robots.txt of ``url``'s host."""
    return str(url.copy_with(raw_path=b"/robots.txt", fragment=None))
