"""Allowed hosts, public addresses, and connections to the address that was checked."""

import asyncio
import ipaddress
from collections.abc import Collection

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.acquire.addresses import (
    AllowedHosts,
    CheckedBackend,
    ForbiddenAddressError,
    UnknownHostError,
    is_public,
)
from tests.acquire.source_server import SourceServer

ALLOWED = AllowedHosts({"bips.gob.cl"}, {"mirror:8080", "127.0.0.1:80"})


@pytest.mark.parametrize(
    "url",
    ["https://bips.gob.cl/a", "https://BIPS.gob.cl:443/a", "http://mirror:8080/a", "https://mirror:8080/a",
     "http://127.0.0.1/a"],
)  # fmt: skip
def test_allowed_hosts_may_be_requested(url: str) -> None:
    assert ALLOWED.refusal(httpx.URL(url)) is None


@pytest.mark.parametrize(
    "url",
    [
        "http://bips.gob.cl/a",
        "https://bips.gob.cl:8443/a",
        "https://bips.gob.cl.example.org/a",
        "https://example.org/https://bips.gob.cl/",
        "https://bips.gob.cl@example.org/",
        "https://somebody:" + "secret@bips.gob.cl/a",
        "https://bips.gob.cl./a",
        "ftp://bips.gob.cl/a",
        "file:///etc/passwd",
        "gopher://mirror:8080/",
        "//bips.gob.cl/a",
        "/a",
        "",
        "http://mirror/a",
        "https://127.0.0.1/a",
        "https://[::1]/",
    ],
)
def test_other_addresses_are_refused(url: str) -> None:
    assert ALLOWED.refusal(httpx.URL(url))


@given(st.text())
def test_no_text_bypasses_the_list_of_hosts(text: str) -> None:
    try:
        url = httpx.URL(f"https://{text}")
    except (httpx.InvalidURL, ValueError):
        return
    if ALLOWED.refusal(url) is None:
        assert url.host in {"bips.gob.cl", "mirror"}


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1", "10.1.2.3", "172.16.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1", "0.0.0.0",
        "224.0.0.1", "240.0.0.1", "255.255.255.255", "192.0.2.1", "198.18.0.1",
        "::", "::1", "fe80::1", "fe80::1%eth0", "fc00::1", "fec0::1", "ff02::1", "2001:db8::1",
        "::ffff:127.0.0.1", "::ffff:8.8.8.8", "64:ff9b::7f00:1", "2002:7f00:1::", "2001::1", "::127.0.0.1",
    ],
)  # fmt: skip
def test_addresses_that_are_not_public(address: str) -> None:
    assert not is_public(address)


@pytest.mark.parametrize("address", ["8.8.8.8", "163.247.70.1", "2800:150:129::10", "2606:4700::1111"])
def test_public_addresses(address: str) -> None:
    assert is_public(address)


@given(st.ip_addresses())
def test_no_public_address_is_private_to_python(
    address: ipaddress.IPv4Address | ipaddress.IPv6Address,
) -> None:
    if is_public(str(address)):
        assert not (
            address.is_private or address.is_loopback or address.is_link_local or address.is_multicast
        )


def _connect(host: str, port: int, private_hosts: Collection[str] = ()) -> str:
    """The address that a connection to ``host`` was made to."""

    async def connect() -> str:
        backend = CheckedBackend(AllowedHosts({host}, private_hosts))
        stream = await backend.connect_tcp(host, port, timeout=2)
        address: str = stream.get_extra_info("server_addr")[0]
        await stream.aclose()
        return address

    return asyncio.run(connect())


def test_a_host_that_resolves_to_loopback_is_refused() -> None:
    with SourceServer() as server:
        port = int(server.host.rpartition(":")[2])
        with pytest.raises(ForbiddenAddressError, match="localhost resolves to "):
            _connect("localhost", port)
        with pytest.raises(ForbiddenAddressError):
            _connect("127.0.0.1", port)
        assert server.asked == []


def test_a_private_host_is_allowed_on_its_port_only() -> None:
    with SourceServer() as server:
        port = int(server.host.rpartition(":")[2])
        assert _connect("localhost", port, {f"localhost:{port}"}) == "127.0.0.1"
        with pytest.raises(ForbiddenAddressError):
            _connect("localhost", port, {"localhost:1"})


@pytest.mark.parametrize("host", ["no-such-host.invalid", "a" * 70 + ".cl"])
def test_a_name_without_address_is_an_unknown_host(host: str) -> None:
    with pytest.raises(UnknownHostError, match=r"cannot be resolved \(DNS\)"):
        _connect(host, 443)
