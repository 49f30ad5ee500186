"""What is asked of the source: what each kind of thing must look like, and what is done with it."""

from abc import ABC, abstractmethod
from collections.abc import Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass
from io import BytesIO
from typing import BinaryIO, ClassVar

from pipelines.acquire.fetch_result import FetchResult
from pipelines.acquire.robots import MAX_ROBOTS_BYTES
from pipelines.acquire.status import Kind, Status

_HTML_STARTS = (b"<!doctype html", b"<html", b"<head", b"<body", b"<!--")


@dataclass(frozen=True, slots=True)
class Outcome:
    """What an answer comes to. ``byte_count`` and ``sha256`` replace the answer's where they are given."""

    status: Status
    detail: str | None = None
    source_file: str | None = None
    byte_count: int | None = None
    sha256: str | None = None


class Request(ABC):
    """One thing to ask for, at ``url``."""

    kind: ClassVar[Kind]
    year: int | None = None
    id_bips: str | None = None
    id_programa: str | None = None

    def __init__(self, url: str, max_bytes: int) -> None:
        self.url = url
        self.max_bytes = max_bytes

    @property
    def headers(self) -> Mapping[str, str]:
        """Headers of the request, such as the validators of what is held."""
        return {}

    def check_start(self, head: bytes) -> Status | None:  # noqa: ARG002 - for those that check
        """What the first bytes are instead of what was asked for; None when they are right."""
        return None

    @abstractmethod
    def open(self) -> AbstractContextManager[BinaryIO]:
        """A place for the body of one attempt. Raises ``OSError``."""

    @abstractmethod
    def store(self, answer: FetchResult, body: BinaryIO) -> Outcome:
        """Keep what came, where there is something to keep. Raises ``OSError``."""


class RobotsRequest(Request):
    """robots.txt; its text is in ``text`` once it came."""

    kind = Kind.ROBOTS
    text = b""
    answer: FetchResult | None = None

    def __init__(self, url: str) -> None:
        super().__init__(url, MAX_ROBOTS_BYTES)

    def open(self) -> BytesIO:
        """In memory."""
        return BytesIO()

    def store(self, answer: FetchResult, body: BinaryIO) -> Outcome:
        """Keep the text."""
        self.answer = answer
        body.seek(0)
        self.text = body.read()
        return Outcome(answer.failure or Status.DOWNLOADED, answer.detail)


def is_html(head: bytes) -> bool:
    """Whether a body that begins so is a web page."""
    text = head.lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    return text.startswith(_HTML_STARTS) or (text.startswith((b"<", b"<?xml")) and b"<html" in text)


def validators(headers: Mapping[str, str]) -> dict[str, str]:
    """The headers that ask only for something newer than what came with ``headers`` (RFC 9110, 13.1)."""
    asked = {"If-None-Match": headers.get("etag"), "If-Modified-Since": headers.get("last-modified")}
    return {name: value for name, value in asked.items() if value}
