"""Asking until there is an answer, politely, with every attempt in the ledger."""

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
from pipelines.acquire.status import PASSING, Status


class _AgainError(Exception):
    """Another attempt is due, after ``wait`` seconds where the source said so."""

    def __init__(self, wait: float | None) -> None:
        self.wait = wait


def _backoff(error: Exception) -> bool | float:
    if not isinstance(error, _AgainError):
        return False
    return True if error.wait is None else error.wait


class RetryingClient:
    """Asks for things, each as often as the settings allow.

    ``exhausted`` says why the source should be left alone until the next sync, once it should.
    """

    def __init__(self, client: Client, ledger: Ledger, settings: SyncSettings) -> None:
        self.exhausted: str | None = None
        self._client = client
        self._ledger = ledger
        self._settings = settings
        self._rates: dict[str, HostRate] = {}
        self._robots: dict[str, Robots] = {}
        self._reading_robots = asyncio.Lock()
        self._failed_in_a_row = 0

    async def ask(self, request: Request) -> Entry:
        """The last attempt at ``request``; all of them are in the ledger.

        Raises ``OSError`` when something cannot be written.
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
                    entry, wait = await self._attempt(request, attempt.num)
                    if entry.status in PASSING and not self.exhausted:
                        raise _AgainError(wait)
        assert entry is not None
        self._watch(request, entry)
        return entry

    async def _attempt(self, request: Request, number: int) -> tuple[Entry, float | None]:
        """One attempt, and how long the source asks to wait before the next."""
        began = now()
        try:
            with request.open() as body:
                answer = await self._client.get(
                    request.url,
                    body,
                    turn=self._turn_of_robots if isinstance(request, RobotsRequest) else self._turn,
                    check_start=request.check_start,
                    max_bytes=request.max_bytes,
                    headers=request.headers,
                )
                outcome = request.store(answer, body)
        except OSError as error:
            outcome = Outcome(Status.WRITE_FAILED, error.strerror or type(error).__name__)
            with suppress(OSError):  # the disk that took no report may take no line either
                self._ledger.append(
                    [_entry(request, FetchResult(request.url, request.url, None), outcome, began, number)]
                )
            raise
        entry = _entry(request, answer, outcome, began, number)
        self._ledger.append([entry])
        return entry, self._rest(answer)

    def _rest(self, answer: FetchResult) -> float | None:
        """Let the host rest as long as it asks, or for good when that is too long."""
        seconds = answer.retry_after
        if seconds is None or answer.failure not in (Status.RATE_LIMITED, Status.SERVER_ERROR):
            return None
        url = httpx.URL(answer.final_url)
        if seconds > self._settings.max_wait:
            self.exhausted = f"{url.host} asks to wait {seconds:.0f} seconds"
        else:
            self._rate(url).rest(seconds)
        return seconds

    def _watch(self, request: Request, entry: Entry) -> None:
        """Give up once nothing has been answered for long."""
        if isinstance(request, RobotsRequest):
            return
        self._failed_in_a_row = self._failed_in_a_row + 1 if entry.status in PASSING else 0
        if self._failed_in_a_row >= self._settings.give_up_after:
            self.exhausted = f"{self._failed_in_a_row} in a row failed, the last with {entry.status}"

    async def _turn(self, url: httpx.URL) -> Refusal | None:
        """Wait for the turn of ``url``; or why it must not be asked."""
        origin = robots_url(url)
        async with self._reading_robots:
            if origin not in self._robots:
                self._robots[origin] = await self._read_robots(origin)
        robots = self._robots[origin]
        if refusal := robots.refusal(url):
            return refusal
        delay = robots.delay or 0.0
        if delay > self._settings.max_wait:
            self.exhausted = f"robots.txt of {url.host} asks for {delay:.0f} seconds between requests"
            return Refusal(Status.FORBIDDEN_BY_ROBOTS, self.exhausted)
        rate = self._rate(url)
        rate.slow_down(delay)
        await rate.turn()
        return None

    async def _turn_of_robots(self, url: httpx.URL) -> None:
        await self._rate(url).turn()

    async def _read_robots(self, origin: str) -> Robots:
        request = RobotsRequest(origin)
        await self.ask(request)
        assert request.answer is not None
        return Robots(request.answer, request.text)

    def _rate(self, url: httpx.URL) -> HostRate:
        return self._rates.setdefault(url.netloc.decode("ascii"), HostRate(self._settings.interval))


def _entry(request: Request, answer: FetchResult, outcome: Outcome, began: str, number: int) -> Entry:
    return Entry(
        kind=request.kind,
        status=outcome.status,
        attempted_at=began,
        finished_at=now(),
        url=answer.url,
        final_url=answer.final_url,
        year=request.year,
        id_bips=request.id_bips,
        id_programa=request.id_programa,
        attempt=number,
        http_status=answer.http_status,
        byte_count=outcome.byte_count or answer.byte_count,
        sha256=outcome.sha256 or answer.sha256,
        headers=dict(answer.headers),
        source_file=outcome.source_file,
        detail=outcome.detail,
    )
