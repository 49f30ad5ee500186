"""Which hosts and IP addresses a request may go to.

A host's addresses are resolved once, checked, and connected to directly, so that a second DNS answer
cannot redirect the connection (DNS rebinding).
"""

import asyncio
import ipaddress
import socket
from collections.abc import Collection, Iterable

import httpcore
import httpx

HTTPS_PORT = 443
HTTP_PORT = 80


class ForbiddenAddressError(Exception):
    """A host resolves to an address that is not public; the message names both."""


class UnknownHostError(Exception):
    """The name of a host has no address, or cannot be looked up; the message names it."""


class AllowedHosts:
    """``hosts`` are allowed by https on port 443, ``private_hosts`` ("host:port") by https and http."""

    def __init__(self, hosts: Collection[str], private_hosts: Collection[str]) -> None:
        self.hosts = hosts
        self.private_hosts = private_hosts

    def is_private(self, host: str, port: int) -> bool:
        """Whether host and port are one of ``private_hosts``, whose address need not be public."""
        return f"{host}:{port}" in self.private_hosts

    def refusal(self, url: httpx.URL) -> str | None:
        """Why ``url`` may not be requested; None when it may."""
        if url.userinfo:
            return "the address contains a user name"
        default = HTTP_PORT if url.scheme == "http" else HTTPS_PORT
        port = url.port or default
        if url.scheme in ("http", "https") and self.is_private(url.host, port):
            return None
        if url.scheme != "https":
            return f"the scheme is {url.scheme or 'missing'}, not https"
        if url.host not in self.hosts or port != HTTPS_PORT:
            return f"{url.host}:{port} is not an allowed host"
        return None


def is_public(address: str) -> bool:
    """Whether an IP address is reachable from the whole internet.

    Excluded are loopback, private, link-local, shared, documentation, multicast and reserved ranges, and
    IPv6 addresses that embed an IPv4 one. Of IPv6 only 2000::/3 is allocated (RFC 4291).
    """
    parsed = ipaddress.ip_address(address)
    if not parsed.is_global or parsed.is_multicast or parsed.is_reserved:
        return False
    if isinstance(parsed, ipaddress.IPv4Address):
        return True
    return parsed in _IPV6_ALLOCATED and parsed.sixtofour is None and parsed.teredo is None


_IPV6_ALLOCATED = ipaddress.ip_network("2000::/3")

SocketOptions = Iterable[
    tuple[int, int, int] | tuple[int, int, bytes | bytearray] | tuple[int, int, None, int]
]


class CheckedBackend(httpcore.AsyncNetworkBackend):
    """Network backend for httpcore that connects to a host only if all its addresses are public."""

    def __init__(self, allowed: AllowedHosts) -> None:
        self._allowed = allowed
        self._network = httpcore.AnyIOBackend()

    async def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: SocketOptions | None = None,
    ) -> httpcore.AsyncNetworkStream:
        """A connection to the first address of ``host`` that accepts it. ``timeout`` is in seconds.

        Raises ``UnknownHostError``, ``ForbiddenAddressError`` when an address is not public,
        ``httpcore.ConnectError`` and ``httpcore.ConnectTimeout``.
        """
        addresses = await _resolve(host, port)
        if not self._allowed.is_private(host, port):
            for address in addresses:
                if not is_public(address):
                    raise ForbiddenAddressError(f"{host} resolves to {address}, which is not public")
        failure: Exception = UnknownHostError(f"{host} has no IP address")
        for address in addresses:
            try:
                return await self._network.connect_tcp(address, port, timeout, local_address, socket_options)
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as error:
                failure = error
        raise failure


async def _resolve(host: str, port: int) -> list[str]:
    try:
        resolved = await asyncio.get_running_loop().getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise UnknownHostError(f"the host name {host} cannot be resolved (DNS): {error}") from error
    return list(dict.fromkeys(str(row[4][0]) for row in resolved))
