"""A local HTTP server that answers like BIPS, and misbehaves where a test says so."""

import json
import socket
import ssl
import struct
import threading
import time
from collections import defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType
from typing import Any, Self

from pipelines.acquire.settings import SyncSettings

PAGE = b"<!DOCTYPE html>\n<html><body>EvaluacionMonitoreo</body></html>"


def pdf(text: str, size: int = 2000) -> bytes:
    """Bytes that begin and end as a PDF does, ``size`` of them, told apart by ``text``."""
    body = f"%PDF-1.7\n% {text}\n".encode()
    return body + b"x" * (size - len(body) - 7) + b"\n%%EOF\n"


@dataclass(frozen=True)
class Request:
    path: str
    headers: Mapping[str, str]
    at: float  # seconds of the monotonic clock


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: "_Server"

    def do_GET(self) -> None:
        source = self.server.source
        with source.lock:
            source.asked.append(Request(self.path, dict(self.headers), time.monotonic()))
            replies = source.routes.get(self.path)
            reply = (replies.pop(0) if len(replies) > 1 else replies[0]) if replies else status(404)
        try:
            reply(self)
        except (BrokenPipeError, ConnectionResetError):  # the client has left, as some tests want
            self.close_connection = True

    def log_message(self, format: str, *args: object) -> None:
        pass


Reply = Callable[[Handler], None]


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    source: "SourceServer"


@dataclass
class SourceServer:
    """``routes`` has the replies of each path in turn; the last one is repeated."""

    routes: dict[str, list[Reply]] = field(default_factory=dict)
    asked: list[Request] = field(default_factory=list)
    lock: threading.Lock = field(default_factory=threading.Lock)
    rows: dict[int, list[dict[str, Any]]] = field(default_factory=lambda: defaultdict(list))
    tls: ssl.SSLContext | None = None

    def __enter__(self) -> Self:
        self._server = _Server(("127.0.0.1", 0), Handler)
        self._server.source = self
        self.host = f"127.0.0.1:{self._server.server_address[1]}"
        self.url = f"{'https' if self.tls else 'http'}://{self.host}"
        if self.tls:
            self._server.socket = self.tls.wrap_socket(self._server.socket, server_side=True)
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.01,), daemon=True)
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._server.shutdown()
        self._server.server_close()

    def settings(self, **other: Any) -> SyncSettings:
        """Settings that ask this server, without waiting."""
        quick: dict[str, Any] = {
            "index_url": f"{self.url}/index/{{year}}",
            "report_url": f"{self.url}/pdf/{{year}}/PRG{{year}}_3_{{id}}.pdf",
            "hosts": "",
            "private_hosts": self.host,
            "interval": 0.001,
            "wait": 0.001,
            "attempts": 2,
            "recheck_hours": 0,
            "read_seconds": 20,
            "max_seconds": 40,
        }
        return SyncSettings(**quick | other)

    def environment(self, **other: str) -> dict[str, str]:
        """The same settings as environment variables."""
        settings = self.settings(**other)
        given = settings.model_dump(include=settings.model_fields_set).items()
        lists = (frozenset, tuple)
        return {
            f"PANELSOCIAL_SYNC_{name.upper()}": ",".join(map(str, value))
            if isinstance(value, lists)
            else str(value)
            for name, value in given
        }

    def publish(self, year: int, id_programa: str, *replies: Reply, **row: Any) -> str:
        """A programme of the year's index, whose report answers with ``replies``; the path of the report."""
        path = f"/pdf/{year}/PRG{year}_3_{id_programa}.pdf"
        given = {"periodo": str(year), "id_programa": id_programa, "id_bips": "9" + id_programa}
        self.rows[year].append(given | row)
        self.routes[path] = list(replies)
        self.routes[f"/index/{year}"] = [as_json(self.rows[year])]
        return path

    def paths(self) -> list[str]:
        """What was asked, in order."""
        return [request.path for request in self.asked]


def answer(body: bytes, code: int = 200, **headers: str) -> Reply:
    """An ordinary answer; underscores in the names of headers stand for hyphens."""

    def reply(handler: Handler) -> None:
        handler.send_response(code)
        for name, value in ({"Content_Length": str(len(body))} | headers).items():
            handler.send_header(name.replace("_", "-"), value)
        handler.end_headers()
        handler.wfile.write(body)

    return reply


def as_json(rows: object) -> Reply:
    return answer(json.dumps(rows).encode(), Content_Type="application/json")


def status(code: int, **headers: str) -> Reply:
    return answer(b"", code, **headers)


def validated(body: bytes, etag: str) -> Reply:
    """A body with its ETag; 304 to whoever has it."""

    def reply(handler: Handler) -> None:
        held = handler.headers.get("If-None-Match") == etag
        (status(304, ETag=etag) if held else answer(body, ETag=etag))(handler)

    return reply


def drip(body: bytes, pause: float) -> Reply:
    """A byte at a time, ``pause`` seconds apart."""

    def reply(handler: Handler) -> None:
        handler.send_response(200)
        handler.send_header("Content-Length", str(len(body)))
        handler.end_headers()
        for position in range(len(body)):
            handler.wfile.write(body[position : position + 1])
            time.sleep(pause)

    return reply


def slowly(content: bytes, at_once: int = 1) -> Reply:
    """Content as it is, some bytes every fiftieth of a second."""

    def reply(handler: Handler) -> None:
        for position in range(0, len(content), at_once):
            handler.wfile.write(content[position : position + at_once])
            time.sleep(0.02)

    return reply


def hang(seconds: float) -> Reply:
    """No answer for so long."""
    return lambda _: time.sleep(seconds)


def reset(body: bytes) -> Reply:
    """Half of the body, then a reset of the connection."""

    def reply(handler: Handler) -> None:
        handler.send_response(200)
        handler.send_header("Content-Length", str(len(body)))
        handler.end_headers()
        handler.wfile.write(body[: len(body) // 2])
        handler.wfile.flush()
        time.sleep(0.05)
        handler.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        handler.connection.shutdown(socket.SHUT_RD)
        handler.close_connection = True

    return reply


def refuse() -> Reply:
    """The connection is closed before any answer."""

    def reply(handler: Handler) -> None:
        handler.close_connection = True

    return reply


def declared(body: bytes, length: int) -> Reply:
    """A body under another Content-Length than its own, then the end of the connection."""

    def reply(handler: Handler) -> None:
        answer(body, Content_Length=str(length), Connection="close")(handler)
        handler.close_connection = True

    return reply


def endless(head: bytes) -> Reply:
    """Chunks without end."""

    def reply(handler: Handler) -> None:
        handler.send_response(200)
        handler.send_header("Transfer-Encoding", "chunked")
        handler.end_headers()
        chunk = head
        while True:
            handler.wfile.write(b"%x\r\n%s\r\n" % (len(chunk), chunk))
            chunk = b"x" * 4096

    return reply


def wire(*parts: bytes) -> Reply:
    """These bytes as they are, then the end of the connection."""

    def reply(handler: Handler) -> None:
        for part in parts:
            handler.wfile.write(part)
        handler.close_connection = True

    return reply


def headed(*headers: bytes, body: bytes) -> Reply:
    """A body until the end of the connection, under headers as they are."""
    return wire(b"HTTP/1.1 200 OK\r\n", *(header + b"\r\n" for header in headers), b"\r\n", body)


def redirect(to: str, code: int = 302) -> Reply:
    return status(code, Location=to)
