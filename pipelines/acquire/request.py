"""Base class of the requests of a sync: address, headers, check of the body, and what is stored."""

from abc import ABC, abstractmethod
from collections.abc import Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass
from io import BytesIO
from typing import BinaryIO, ClassVar

from pipelines.acquire.fetch_result import LONGEST_HEADER, FetchResult
from pipelines.acquire.robots import MAX_ROBOTS_BYTES
from pipelines.acquire.status import Kind, Status

_HTML_STARTS = (b"<!doctype html", b"<html", b"<head", b"<body", b"<!--")


@dataclass(frozen=True, slots=True)
class Outcome:
    """How a request ended. ``byte_count`` and ``sha256`` replace those of the result where given."""

    status: Status
    detail: str | None = None
    source_file: str | None = None
    byte_count: int | None = None
    sha256: str | None = None


class Request(ABC):
    """One thing to request from ``url``; a body larger than ``max_bytes`` is refused."""

    kind: ClassVar[Kind]
    year: int | None = None
    id_bips: str | None = None
    id_programa: str | None = None

    def __init__(self, url: str, max_bytes: int) -> None:
        self.url = url
        self.max_bytes = max_bytes

    @property
    def headers(self) -> Mapping[str, str]:
        """Extra headers of the request."""
        return {}

    def check_start(self, head: bytes) -> Status | None:  # noqa: ARG002 - for those that check
        """Why ``head``, the first bytes of the body, are of the wrong type; None when they are right."""
        return None

    @abstractmethod
    def open(self) -> AbstractContextManager[BinaryIO]:
        """Open a file for the body of one attempt. Raises ``OSError``."""

    @abstractmethod
    def store(self, result: FetchResult, body: BinaryIO) -> Outcome:
        """Store ``body`` if the result is worth storing. Raises ``OSError``."""


class RobotsRequest(Request):
    """Requests a robots.txt into memory; afterwards ``text`` has its bytes."""

    kind = Kind.ROBOTS
    text = b""
    result: FetchResult | None = None

    def __init__(self, url: str) -> None:
        super().__init__(url, MAX_ROBOTS_BYTES)

    def open(self) -> BytesIO:
        """A buffer in memory."""
        return BytesIO()

    def store(self, result: FetchResult, body: BinaryIO) -> Outcome:
        """Keep result and text."""
        self.result = result
        body.seek(0)
        self.text = body.read()
        return Outcome(result.failure or Status.DOWNLOADED, result.detail)


def is_html(head: bytes) -> bool:
    """Whether a body that starts with ``head`` is a web page."""
    text = head.lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    return text.startswith(_HTML_STARTS) or (text.startswith((b"<", b"<?xml")) and b"<html" in text)


def validators(headers: Mapping[str, str]) -> dict[str, str]:
    """Conditional headers for what was received with ``headers`` before (RFC 9110, 13.1).

    A value that is not printable ASCII, or that was cut, cannot be sent back: without it the document is
    sent again, and compared.
    """
    conditions = {"If-None-Match": headers.get("etag"), "If-Modified-Since": headers.get("last-modified")}
    return {
        name: value
        for name, value in conditions.items()
        if value and len(value) < LONGEST_HEADER and value.isascii() and value.isprintable()
    }
