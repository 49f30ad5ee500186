"""Send one GET request, redirects included, within the allowed hosts and limits."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from http.cookiejar import CookieJar, DefaultCookiePolicy
from importlib.metadata import version
from types import TracebackType
from typing import BinaryIO, Self
from urllib.parse import urljoin

import httpcore
import httpx

from pipelines.acquire.addresses import (
    AllowedHosts,
    CheckedBackend,
    ForbiddenAddressError,
    UnknownHostError,
)
from pipelines.acquire.body import Body, SinkError, StartCheck, read_body, without_gzip
from pipelines.acquire.fetch_result import FetchResult, failure_of, kept_headers
from pipelines.acquire.robots import PRODUCT, Refusal
from pipelines.acquire.settings import SyncSettings
from pipelines.acquire.status import Status

MAX_REDIRECTS = 5
CHUNK_BYTES = 65_536
# Waits until an address may be requested (rate limit), or says why it may not (robots.txt).
BeforeRequest = Callable[[httpx.URL], Awaitable[Refusal | None]]


class _Redirect(Exception):  # noqa: N818 - an answer, not a fault
    """The response redirects to ``location``, an address relative to that of the request."""

    def __init__(self, location: str) -> None:
        self.location = location


async def _stop_at_redirect(response: httpx.Response) -> None:
    """Raises ``_Redirect`` before httpx parses the location, which may be no address."""
    if response.has_redirect_location:
        raise _Redirect(response.headers["location"])


class _Transport(httpx.AsyncHTTPTransport):
    """httpx's transport with ``CheckedBackend`` for its connections.

    httpx has no argument for a network backend. HTTP_PROXY and its like are ignored, because a proxy
    would resolve host names itself; SSL_CERT_FILE is respected.
    """

    def __init__(self, backend: httpcore.AsyncNetworkBackend) -> None:
        super().__init__(trust_env=False)
        self._pool = httpcore.AsyncConnectionPool(
            ssl_context=httpx.create_ssl_context(), network_backend=backend
        )


class Client:
    """HTTP client of a whole sync; an async context manager."""

    def __init__(self, settings: SyncSettings) -> None:
        self._settings = settings
        self._allowed = AllowedHosts(settings.hosts, settings.private_hosts)
        self._http = httpx.AsyncClient(
            transport=_Transport(CheckedBackend(self._allowed)),
            headers={"User-Agent": user_agent(settings.contact), "Accept-Encoding": "identity"},
            # No cookie is parsed, stored or sent.
            cookies=CookieJar(DefaultCookiePolicy(netscape=False, rfc2965=False)),
            event_hooks={"response": [_stop_at_redirect]},
            timeout=httpx.Timeout(settings.read_seconds, pool=None),
            follow_redirects=False,
            trust_env=False,
        )

    async def __aenter__(self) -> Self:
        await self._http.__aenter__()
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self._http.__aexit__(kind, error, trace)

    async def get(
        self,
        url: str,
        sink: BinaryIO,
        *,
        before_request: BeforeRequest,
        check_start: StartCheck,
        max_bytes: int,
        headers: Mapping[str, str] | None = None,
    ) -> FetchResult:
        """Request ``url`` once, follow redirects, and write the body to ``sink``.

        ``before_request`` is awaited before every request. Every failure is in the result; raises ``OSError``
        only when ``sink`` cannot be written to.
        """
        hop = url
        for _ in range(MAX_REDIRECTS + 1):
            try:
                parsed = httpx.URL(hop)
                why = self._allowed.refusal(parsed)
            except (httpx.InvalidURL, ValueError) as error:
                why = f"not a valid address: {error}"
            if why:
                return FetchResult(url, hop, Status.FORBIDDEN_HOST, why)
            if refusal := await before_request(parsed):
                return FetchResult(url, hop, refusal.status, refusal.detail, is_refused=True)
            try:
                return await self._hop(
                    url,
                    parsed,
                    sink=sink,
                    check_start=check_start,
                    max_bytes=max_bytes,
                    headers=headers or {},
                )
            except _Redirect as redirect:
                try:
                    hop = urljoin(hop, redirect.location)
                except ValueError:
                    hop = redirect.location  # refused as what it is
        return FetchResult(url, hop, Status.TOO_MANY_REDIRECTS, f"more than {MAX_REDIRECTS} redirects")

    async def _hop(
        self,
        original: str,
        url: httpx.URL,
        *,
        sink: BinaryIO,
        check_start: StartCheck,
        max_bytes: int,
        headers: Mapping[str, str],
    ) -> FetchResult:
        """The result of ``url``. Raises ``_Redirect``, and ``OSError`` of ``sink``."""
        response: httpx.Response | None = None
        body: Body | None = None
        try:
            async with (
                asyncio.timeout(self._settings.max_seconds),
                self._http.stream("GET", url, headers=headers) as response,
            ):
                failure, detail = failure_of(response.status_code), None
                if response.status_code == 200:
                    content = without_gzip(response.aiter_raw(CHUNK_BYTES), max_bytes)
                    body = await read_body(content, sink, check_start, max_bytes)
                    failure, detail = body.failure, body.detail
        except SinkError as error:
            raise error.error from None
        except _Redirect:
            raise
        except ForbiddenAddressError as error:
            failure, detail = Status.FORBIDDEN_ADDRESS, str(error)
        except UnknownHostError as error:
            failure, detail = Status.UNKNOWN_HOST, str(error)
        except (TimeoutError, httpx.TimeoutException) as error:
            failure, detail = Status.TIMED_OUT, type(error).__name__
        except Exception as error:  # whatever an answer makes the libraries raise concerns this request only
            failure = Status.INCOMPLETE if response else Status.CONNECTION_FAILED
            detail = f"{type(error).__name__}: {error}".removesuffix(": ")
        return FetchResult(
            url=original,
            final_url=str(url),
            failure=failure,
            detail=detail,
            http_status=response.status_code if response else None,
            headers=kept_headers(response.headers) if response else {},
            byte_count=body.byte_count if body else None,
            sha256=body.sha256 if body else None,
        )


def user_agent(contact: str) -> str:
    """The User-Agent header: name, version and, if given, the contact."""
    name = f"{PRODUCT}/{version('panel-social')}"
    return f"{name} (+{contact})" if contact else name
