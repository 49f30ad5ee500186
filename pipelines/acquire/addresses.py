"""Where a request may go: hosts by their names, and the addresses that the names lead to.

The connection is made to the very address that was checked, so that a name which answers with another
address a moment later (DNS rebinding) gains nothing.
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
    """A host leads to an address that is not public; the message names both."""


class AllowedHosts:
    """``hosts`` may be asked by https on its usual port, ``private_hosts`` ("host:port") also by http."""

    def __init__(self, hosts: Collection[str], private_hosts: Collection[str]) -> None:
        self.hosts = hosts
        self.private_hosts = private_hosts

    def is_private(self, host: str, port: int) -> bool:
        """Whether host and port are a mirror of one's own."""
        return f"{host}:{port}" in self.private_hosts

    def refusal(self, url: httpx.URL) -> str | None:
        """Why ``url`` must not be asked; None when it may."""
        if url.userinfo:
            return "an address with a user name in it"
        default = HTTP_PORT if url.scheme == "http" else HTTPS_PORT
        port = url.port or default
        if url.scheme in ("http", "https") and self.is_private(url.host, port):
            return None
        if url.scheme != "https":
            return f"{url.scheme or 'no scheme'} is not https"
        if url.host not in self.hosts or port != HTTPS_PORT:
            return f"{url.host}:{port} is not an allowed host"
        return None


def is_public(address: str) -> bool:
    """Whether an IP address is one of the open internet.

    Not so: loopback, private, link-local, shared, documentation, multicast and reserved ranges, and IPv6
    addresses that stand for an IPv4 one. Of IPv6 only 2000::/3 has been given out (RFC 4291).
    """
    found = ipaddress.ip_address(address)
    if not found.is_global or found.is_multicast or found.is_reserved:
        return False
    if isinstance(found, ipaddress.IPv4Address):
        return True
    return found in _GIVEN_OUT and found.sixtofour is None and found.teredo is None


_GIVEN_OUT = ipaddress.ip_network("2000::/3")

SocketOptions = Iterable[
    tuple[int, int, int] | tuple[int, int, bytes | bytearray] | tuple[int, int, None, int]
]


class CheckedBackend(httpcore.AsyncNetworkBackend):
    """Connects to the addresses of a host once all of them have been found public."""

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
        """A connection to the first address of ``host`` that answers.

        Raises ``ForbiddenAddressError`` when one of them is not public, ``httpcore.ConnectError`` and
        ``httpcore.ConnectTimeout``.
        """
        addresses = await _resolve(host, port)
        if not self._allowed.is_private(host, port):
            for address in addresses:
                if not is_public(address):
                    raise ForbiddenAddressError(f"{host} leads to {address}, which is not public")
        failure: Exception = httpcore.ConnectError(f"{host} has no address")
        for address in addresses:
            try:
                return await self._network.connect_tcp(address, port, timeout, local_address, socket_options)
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as error:
                failure = error
        raise failure


async def _resolve(host: str, port: int) -> list[str]:
    try:
        found = await asyncio.get_running_loop().getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise httpcore.ConnectError(f"the name {host} is not known: {error}") from error
    return list(dict.fromkeys(str(row[4][0]) for row in found))
