"""Send requests with retries, rate limits and robots.txt, and log every attempt in the ledger."""

import asyncio
from contextlib import suppress

import httpx
import stamina

from pipelines.acquire.client import Client
from pipelines.acquire.fetch_result import FetchResult
from pipelines.acquire.host_rate import HostRate
from pipelines.acquire.ledger import Entry, Ledger, now
from pipelines.acquire.request import Outcome, Request, RobotsRequest
from pipelines.acquire.robots import Refusal, Robots, robots_url
from pipelines.acquire.settings import SyncSettings
from pipelines.acquire.status import TRANSIENT, Status
from pipelines.language import _, told


class _AgainError(Exception):
    """The attempt should be retried, after ``wait`` seconds if the source named a time."""

    def __init__(self, wait: float | None) -> None:
        self.wait = wait


def _backoff(error: Exception) -> bool | float:
    if not isinstance(error, _AgainError):
        return False
    return True if error.wait is None else error.wait


class RetryingClient:
    """Sends each request as often as the settings allow.

    ``stop_reason`` is None until no more requests should be sent in this sync; then it says why.
    """

    def __init__(self, client: Client, ledger: Ledger, settings: SyncSettings) -> None:
        self.stop_reason: str | None = None
        self._client = client
        self._ledger = ledger
        self._settings = settings
        self._rates: dict[str, HostRate] = {}
        self._robots: dict[str, Robots] = {}
        self._reading_robots = asyncio.Lock()
        self._failed_in_a_row = 0

    async def send(self, request: Request) -> Entry:
        """Send ``request`` until it succeeds or the attempts are used up; returns the last ledger entry.

        Raises ``OSError`` when a file or the ledger cannot be written.
        """
        entry: Entry | None = None
        with suppress(_AgainError):
            async for attempt in stamina.retry_context(
                _backoff,
                attempts=self._settings.attempts,
                timeout=None,
                wait_initial=self._settings.wait,
                wait_max=self._settings.max_wait,
                wait_jitter=self._settings.wait / 2,
            ):
                with attempt:
                    entry, result = await self._attempt(request, attempt.num)
                    wait = self._pause(result)
                    if entry.status in TRANSIENT and not result.is_refused and not self.stop_reason:
                        raise _AgainError(wait)
        assert entry is not None
        self._count_failures(request, entry)
        return entry

    async def _attempt(self, request: Request, number: int) -> tuple[Entry, FetchResult]:
        began = now()
        try:
            with request.open() as body:
                result = await self._client.get(
                    request.url,
                    body,
                    before_request=self._wait if isinstance(request, RobotsRequest) else self._wait_or_refuse,
                    check_start=request.check_start,
                    max_bytes=request.max_bytes,
                    headers=request.headers,
                )
                outcome = request.store(result, body)
        except OSError as error:
            outcome = Outcome(Status.WRITE_FAILED, error.strerror or type(error).__name__)
            with suppress(OSError):  # where a report cannot be written, the ledger may fail as well
                self._ledger.append(
                    [_entry(request, FetchResult(request.url, request.url, None), outcome, began, number)]
                )
            raise
        entry = _entry(request, result, outcome, began, number)
        self._ledger.append([entry])
        return entry, result

    def _pause(self, result: FetchResult) -> float | None:
        """Pause the host for the time of Retry-After, and return it; one above ``max_wait`` ends the sync."""
        seconds = result.retry_after
        if seconds is None or result.failure not in (Status.RATE_LIMITED, Status.SERVER_ERROR):
            return None
        url = httpx.URL(result.final_url)
        if seconds > self._settings.max_wait:
            self.stop_reason = told(
                lambda: _("{host} asks for a pause of {seconds:.0f} seconds").format(
                    host=url.host, seconds=seconds
                )
            )
        else:
            self._rate(url).pause(seconds)
        return seconds

    def _count_failures(self, request: Request, entry: Entry) -> None:
        """End the sync after ``give_up_after`` failed requests in a row."""
        if isinstance(request, RobotsRequest):
            return
        self._failed_in_a_row = self._failed_in_a_row + 1 if entry.status in TRANSIENT else 0
        if self._failed_in_a_row >= self._settings.give_up_after:
            count = self._failed_in_a_row
            self.stop_reason = told(
                lambda: _("{count} requests in a row failed, the last with {status}").format(
                    count=count, status=_(entry.status)
                )
            )

    async def _wait_or_refuse(self, url: httpx.URL) -> Refusal | None:
        """Wait until ``url`` may be requested; or say why robots.txt forbids it."""
        origin = robots_url(url)
        async with self._reading_robots:
            if origin not in self._robots:
                self._robots[origin] = await self._read_robots(origin)
        robots = self._robots[origin]
        if refusal := robots.refusal(url):
            return refusal
        delay = robots.delay or 0.0
        if delay > self._settings.max_wait:
            self.stop_reason = told(
                lambda: _("robots.txt of {host} asks for {seconds:.0f} seconds between requests").format(
                    host=url.host, seconds=delay
                )
            )
            return Refusal(Status.FORBIDDEN_BY_ROBOTS, self.stop_reason)
        rate = self._rate(url)
        rate.slow_down(delay)
        await rate.wait()
        return None

    async def _wait(self, url: httpx.URL) -> None:
        await self._rate(url).wait()

    async def _read_robots(self, origin: str) -> Robots:
        request = RobotsRequest(origin)
        await self.send(request)
        assert request.result is not None
        return Robots(request.result, request.text)

    def _rate(self, url: httpx.URL) -> HostRate:
        return self._rates.setdefault(url.netloc.decode("ascii"), HostRate(self._settings.interval))


def _entry(request: Request, result: FetchResult, outcome: Outcome, began: str, number: int) -> Entry:
    return Entry(
        kind=request.kind,
        status=outcome.status,
        attempted_at=began,
        finished_at=now(),
        url=result.url,
        final_url=result.final_url,
        year=request.year,
        id_bips=request.id_bips,
        id_programa=request.id_programa,
        attempt=number,
        http_status=result.http_status,
        byte_count=outcome.byte_count or result.byte_count,
        sha256=outcome.sha256 or result.sha256,
        headers=dict(result.headers),
        source_file=outcome.source_file,
        detail=outcome.detail,
    )
