"""What the keepers of a host ask of programs: robots.txt (RFC 9309)."""

from dataclasses import dataclass

import httpx
from protego import Protego

from pipelines.acquire.fetch_result import FetchResult
from pipelines.acquire.status import Status

PRODUCT = "panel-social"  # the name that robots.txt may address
MAX_ROBOTS_BYTES = 512 * 1024  # RFC 9309, 2.5: a reader takes 500 KiB at least

# Said of the host, whatever is asked of it.
_WHEREVER = (Status.FORBIDDEN_ADDRESS, Status.FORBIDDEN_HOST)


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why an address must not be asked."""

    status: Status
    detail: str


class Robots:
    """The rules of one host, from what its robots.txt answered.

    No such file (any 4xx) allows everything; one that cannot be had forbids everything (RFC 9309, 2.3.1).
    """

    def __init__(self, answer: FetchResult, body: bytes) -> None:
        self._rules: Protego | None = None
        self._unread: Refusal | None = None
        if answer.failure in (None, Status.TOO_LARGE):  # of a longer file its beginning counts
            self._rules = Protego.parse(body.decode("utf-8", "replace"))
        elif answer.failure not in (Status.NOT_FOUND, Status.HTTP_ERROR):
            why = answer.failure if answer.failure in _WHEREVER else Status.FORBIDDEN_BY_ROBOTS
            detail = f"robots.txt could not be read: {answer.failure}, {answer.detail or answer.http_status}"
            self._unread = Refusal(why, detail)

    def refusal(self, url: httpx.URL) -> Refusal | None:
        """Why ``url`` must not be asked; None when it may."""
        if self._unread:
            return self._unread
        if self._rules and not self._rules.can_fetch(str(url), PRODUCT):
            return Refusal(Status.FORBIDDEN_BY_ROBOTS, f"robots.txt of {url.host} forbids it")
        return None

    @property
    def delay(self) -> float | None:
        """Seconds between requests that the file asks for (Crawl-delay); None when it does not."""
        return self._rules.crawl_delay(PRODUCT) if self._rules else None


def robots_url(url: httpx.URL) -> str:
    """Where the host of ``url`` keeps its robots.txt."""
    return str(url.copy_with(raw_path=b"/robots.txt", fragment=None))
