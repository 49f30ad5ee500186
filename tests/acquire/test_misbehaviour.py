"""Every misbehaviour of the source is logged in the ledger, and the good documents are stored."""

import gzip
import json
from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from pathlib import Path
from typing import Any

import duckdb
import pytest

from pipelines.acquire.bips_index import MAX_ROWS
from pipelines.acquire.ledger import Ledger
from pipelines.acquire.settings import SyncSettings
from pipelines.acquire.sync import Synced, sync
from pipelines.config import Settings
from pipelines.load.acquisitions import load_acquisitions
from pipelines.progress import Progress
from tests.acquire.source_server import (
    PAGE,
    Reply,
    SourceServer,
    answer,
    as_json,
    declared,
    drip,
    endless,
    hang,
    headed,
    pdf,
    redirect,
    refuse,
    reset,
    slowly,
    status,
    wire,
)

GOOD = pdf("good")


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(raw=tmp_path / "raw", warehouse=tmp_path / "warehouse", extracted=tmp_path / "extracted")


def run(settings: Settings, source: SyncSettings, *years: int) -> Synced:
    return sync(settings, source, years or (2019,), Progress())


def statuses(settings: Settings, id_programa: str = "8") -> list[str]:
    """How the attempts at one document ended."""
    return [one.status for one in Ledger(settings.ledger).entries() if one.id_programa == id_programa]


def index_statuses(settings: Settings) -> list[str]:
    return [one.status for one in Ledger(settings.ledger).entries() if one.kind == "index"]


def files(settings: Settings) -> dict[str, bytes]:
    return {
        path.relative_to(settings.raw).as_posix(): path.read_bytes()
        for path in sorted(settings.raw.rglob("*"))
        if path.is_file()
    }


TWICE_FAILED = ["connection_failed", "connection_failed"]
MISBEHAVIOURS: dict[str, tuple[list[Reply], list[str]]] = {
    # status codes
    "too many requests": ([status(429, Retry_After="0"), answer(GOOD)], ["rate_limited", "downloaded"]),
    "too many requests, to the end": ([status(429)], ["rate_limited", "rate_limited"]),
    "a failure that passes": ([status(503), answer(GOOD)], ["server_error", "downloaded"]),
    "a failure that stays": ([status(500)], ["server_error", "server_error"]),
    "a status code above all": ([status(999)], ["server_error", "server_error"]),
    "no such document": ([status(404)], ["not_found"]),
    "a document that is gone": ([status(410)], ["not_found"]),
    "not allowed": ([status(403)], ["http_error"]),
    "a password wanted": ([status(401, WWW_Authenticate="Basic")], ["http_error"]),
    "no content": ([status(204)], ["http_error"]),
    "a part that nobody asked for": ([answer(GOOD, 206, Content_Range="bytes 0-1/9")], ["http_error"]),
    "not modified, though nothing is held": ([status(304)], ["http_error"]),
    "a pause that is over": (
        [status(429, Retry_After="Wed, 21 Oct 2015 07:28:00 GMT"), answer(GOOD)],
        ["rate_limited", "downloaded"],
    ),
    "a pause of a hundred digits": (
        [status(429, Retry_After="9" * 100), answer(GOOD)],
        ["rate_limited", "downloaded"],
    ),
    "a pause to the end of time": (
        [status(503, Retry_After="Fri, 31 Dec 9999 23:59:59 GMT"), answer(GOOD)],
        ["server_error", "downloaded"],
    ),
    "a pause in other digits": (
        [status(503, Retry_After="\xb2"), answer(GOOD)],
        ["server_error", "downloaded"],
    ),
    # connections
    "reset in the middle": ([reset(GOOD), answer(GOOD)], ["incomplete", "downloaded"]),
    "closed without an answer": ([refuse(), answer(GOOD)], ["connection_failed", "downloaded"]),
    "closed within the headers": ([wire(b"HTTP/1.1 200 OK\r\nContent-Le")], TWICE_FAILED),
    "another protocol": ([status(101, Upgrade="websocket", Connection="Upgrade")], TWICE_FAILED),
    "no HTTP": ([wire(b"garbage\r\n\r\n"), answer(GOOD)], ["connection_failed", "downloaded"]),
    "nothing but zeros": ([wire(b"\0" * 200_000)], TWICE_FAILED),
    "a document without any header": ([wire(GOOD)], TWICE_FAILED),
    # headers
    "a header of 200 kB": ([answer(GOOD, X_Big="a" * 200_000)], TWICE_FAILED),
    "5,000 headers": ([answer(GOOD, 200, **{f"X_{number}": "b" for number in range(5000)})], ["downloaded"]),
    "1,000 interim answers": (
        [wire(b"HTTP/1.1 100 Continue\r\n\r\n" * 1000, b"HTTP/1.1 200 OK\r\n\r\n" + GOOD)],
        ["downloaded"],
    ),
    "a line break within a header": ([headed(b'ETag: "a\rb"', body=GOOD)], TWICE_FAILED),
    "a zero within a header": ([headed(b'ETag: "a\0b"', body=GOOD)], TWICE_FAILED),
    "a header without a name": ([headed(b": 1", body=GOOD)], TWICE_FAILED),
    "headers outside ASCII": (
        [headed(b'ETag: "\xff"', b"Last-Modified: \x80", "Content-Type: ñ".encode(), body=GOOD)],
        ["downloaded"],
    ),
    "a terminal's commands in a header": ([headed(b"ETag: \x1b[2J", body=GOOD)], ["downloaded"]),
    "a flood of cookies": (
        [headed(*[b"Set-Cookie: a=b; Path=/; Expires=1"] * 900, body=GOOD)],
        ["downloaded"],
    ),
    "a length that is no number": ([headed(b"Content-Length: many", body=GOOD)], TWICE_FAILED),
    "a length below zero": ([headed(b"Content-Length: -1", body=GOOD)], TWICE_FAILED),
    "a length without end": ([headed(b"Content-Length: " + b"9" * 90, body=GOOD)], TWICE_FAILED),
    "two lengths": ([headed(b"Content-Length: 1", b"Content-Length: 2", body=GOOD)], TWICE_FAILED),
    "another transfer": ([headed(b"Transfer-Encoding: gzip", body=GOOD)], TWICE_FAILED),
    # bodies
    "fewer bytes than declared": ([declared(GOOD, 9000), answer(GOOD)], ["incomplete", "downloaded"]),
    "more bytes than declared": ([declared(GOOD, 1500), answer(GOOD)], ["incomplete", "downloaded"]),
    "a second answer behind the first": (
        [headed(b"Content-Length: 2000", body=GOOD + b"HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n")],
        ["downloaded"],
    ),
    "no length at all": ([headed(body=GOOD)], ["downloaded"]),
    "a chunk of no size": (
        [headed(b"Transfer-Encoding: chunked", body=b"size\r\n" + GOOD)],
        ["incomplete", "incomplete"],
    ),
    "a last chunk that is missing": (
        [headed(b"Transfer-Encoding: chunked", body=b"7d0\r\n" + GOOD + b"\r\n"), answer(GOOD)],
        ["incomplete", "downloaded"],
    ),
    "a page instead of a PDF": ([answer(PAGE)], ["html_instead_of_pdf"]),
    "a page after a byte order mark": ([answer(b"\xef\xbb\xbf\n" + PAGE)], ["html_instead_of_pdf"]),
    "a page that begins as a PDF": ([answer(b"%PDF-1.4\n" + PAGE)], ["incomplete", "incomplete"]),
    "an archive instead of a PDF": ([answer(b"PK\x03\x04" + GOOD[9:])], ["not_a_pdf"]),
    "a compressed PDF": ([answer(gzip.compress(GOOD), Content_Encoding="gzip")], ["downloaded"]),
    "a compressed PDF without its header": ([answer(gzip.compress(GOOD))], ["downloaded"]),
    "a PDF that is said to be compressed": ([answer(GOOD, Content_Encoding="gzip")], ["downloaded"]),
    "a compressed PDF cut short": ([answer(gzip.compress(GOOD)[:-9])], ["incomplete", "incomplete"]),
    "damage in a compressed PDF": (
        [answer(gzip.compress(GOOD)[:20] + b"\xff" * 99)],
        ["incomplete", "incomplete"],
    ),
    "a bomb": ([answer(gzip.compress(b"%PDF-1.4\n" + b"\0" * (10 << 20)))], ["too_large"]),
    "nothing at all": ([answer(b"")], ["not_a_pdf"]),
    "too large": ([answer(pdf("large", 30_000))], ["too_large"]),
    "without end": ([endless(GOOD)], ["too_large"]),
    # redirects
    "redirect to another host": ([redirect("https://example.org/a.pdf")], ["forbidden_host"]),
    "redirect to another scheme": ([redirect("file:///etc/passwd")], ["forbidden_host"]),
    "redirect to another port": ([redirect("http://127.0.0.1:1/a.pdf")], ["forbidden_host"]),
    "redirect to loopback": ([redirect("https://localhost/a.pdf")], ["forbidden_address"]),
    "redirect to a machine's own data": ([redirect("https://169.254.169.254/a.pdf")], ["forbidden_host"]),
    "redirect to a number": ([redirect("https://0x7f000001/a.pdf")], ["forbidden_host"]),
    "redirect with a password": ([redirect("https://a:" + "b@localhost/a.pdf")], ["forbidden_host"]),
    "redirect to nowhere": ([redirect("http://[")], ["forbidden_host"]),
    "redirect to a name of no letters": ([redirect("https://xn--a/a.pdf")], ["forbidden_host"]),
    "redirect to no port": ([redirect("https://localhost:port/a.pdf")], ["forbidden_host"]),
    "redirect to backslashes": ([redirect("\\\\evil.example\\a.pdf")], ["not_found"]),
    "redirect outside ASCII": ([redirect("/\xff\x80.pdf")], ["not_found"]),
    "redirect without an address": ([status(302)], ["http_error"]),
    "redirect in a circle": ([redirect("/pdf/2019/PRG2019_3_8.pdf")], ["too_many_redirects"]),
    "redirect to a name without address": (
        [redirect("https://no-such-host.invalid/a.pdf")],
        ["unknown_host"],
    ),
    "what robots.txt forbids": ([redirect("/private/8.pdf")], ["forbidden_by_robots"]),
}
OUT_OF_TIME: dict[str, Reply] = {
    "no answer": hang(30),
    "a slow drip": drip(GOOD, 0.02),
    "a slow drip of headers": slowly(b"HTTP/1.1 200 OK\r\n" + b"X-Header: a\r\n" * 1000),
    "interim answers without end": slowly(b"HTTP/1.1 100 Continue\r\n\r\n" * 1000, at_once=500),
}


def a_sync(settings: Settings, *replies: Reply, **other: Any) -> Synced:
    """A sync in which one of three documents answers with ``replies``."""
    with SourceServer() as server:
        server.routes["/robots.txt"] = [answer(b"User-agent: *\nDisallow: /private/\n")]
        server.publish(2019, "7", answer(pdf("before")))
        server.publish(2019, "8", *replies)
        server.publish(2019, "9", answer(pdf("after")))
        hosts = "localhost, no-such-host.invalid"
        synced = run(settings, server.settings(max_bytes=20_000, hosts=hosts, **other))
    assert all("Cookie" not in request.headers for request in server.asked)
    return synced


@pytest.mark.parametrize("name", MISBEHAVIOURS)
def test_every_misbehaviour_has_its_status_and_the_good_documents_arrive(
    settings: Settings, name: str
) -> None:
    replies, expected = MISBEHAVIOURS[name]
    synced = a_sync(settings, *replies)
    assert statuses(settings) == expected
    wanted = {"bips/2019/7.pdf": pdf("before"), "bips/2019/9.pdf": pdf("after")}
    if expected[-1] == "downloaded":
        wanted["bips/2019/8.pdf"] = GOOD
    assert files(settings) == wanted
    assert synced.stopped is None
    assert synced.has_failures is (expected[-1] not in ("downloaded", "not_found", "html_instead_of_pdf"))


@pytest.mark.parametrize("name", OUT_OF_TIME)
def test_what_takes_too_long_is_ended_and_the_good_documents_arrive(settings: Settings, name: str) -> None:
    assert a_sync(settings, OUT_OF_TIME[name], read_seconds=1, max_seconds=2).has_failures
    assert statuses(settings) == ["timed_out", "timed_out"]
    assert files(settings).keys() == {"bips/2019/7.pdf", "bips/2019/9.pdf"}


def test_the_next_sync_retries_what_failed(settings: Settings) -> None:
    with SourceServer() as server:
        server.publish(2019, "8", status(500), status(500), answer(GOOD))
        run(settings, server.settings())
        assert files(settings) == {}
        run(settings, server.settings())
    assert statuses(settings) == ["server_error", "server_error", "downloaded"]
    assert files(settings) == {"bips/2019/8.pdf": GOOD}


@pytest.mark.parametrize("as_date", [False, True])
def test_retry_after_pauses_all_requests_to_the_host(settings: Settings, as_date: bool) -> None:
    with SourceServer() as server:
        until = datetime.now(UTC) + timedelta(seconds=2)
        rest = format_datetime(until, usegmt=True) if as_date else "1"
        path = server.publish(2019, "8", status(429, Retry_After=rest), answer(GOOD))
        other = server.publish(2019, "9", answer(pdf("other")))
        run(settings, server.settings(concurrency=1))
        at = {request.path: request.at for request in server.asked}
        first = next(request.at for request in server.asked if request.path == path)
    assert at[path] - first > 0.9 - as_date  # a date has no parts of a second
    assert at[other] > at[path]
    assert files(settings).keys() == {"bips/2019/8.pdf", "bips/2019/9.pdf"}


def test_a_retry_after_above_max_wait_ends_the_sync(settings: Settings) -> None:
    with SourceServer() as server:
        server.publish(2019, "8", status(429, Retry_After="3600"), answer(GOOD))
        server.publish(2019, "9", answer(pdf("other")))
        synced = run(settings, server.settings(concurrency=1))
        assert (synced.left, synced.stopped) == (1, "127.0.0.1 asks for a pause of 3600 seconds")
        assert statuses(settings) == ["rate_limited"]
        run(settings, server.settings())
    assert files(settings).keys() == {"bips/2019/8.pdf", "bips/2019/9.pdf"}


def test_a_source_that_is_down_ends_the_sync(settings: Settings) -> None:
    with SourceServer() as server:
        for number in range(20):
            server.publish(2019, str(number), status(503))
        synced = run(settings, server.settings(give_up_after=3, concurrency=1))
    assert synced.left == 17
    assert synced.stopped == "3 requests in a row failed, the last with server_error"


def test_a_truncated_index_leaves_the_one_before_in_use(settings: Settings) -> None:
    with SourceServer() as server:
        server.publish(2019, "8", status(404))
        run(settings, server.settings())
        server.routes["/index/2019"] = [answer(b'[{"id_programa": "8"}, {"id_pro')]
        server.routes["/pdf/2019/PRG2019_3_8.pdf"] = [answer(GOOD)]
        synced = run(settings, server.settings())
    assert index_statuses(settings) == ["downloaded", "damaged_index", "damaged_index"]
    assert synced.has_failures
    assert files(settings) == {"bips/2019/8.pdf": GOOD}


@pytest.mark.parametrize(
    "body",
    [
        b"{}",
        b"",
        b"null",
        b"[" * 200_000,
        b'[{"id_programa": ' + b"[" * 200_000,
        b"\xff\xfe",
        '[{"nombre": "ñ"}]'.encode("latin-1"),
        PAGE,
        b"[" + b"{}," * MAX_ROWS + b"{}]",
    ],
    ids=lambda body: repr(body[:20]),
)
def test_an_index_that_is_no_list_of_rows_is_damaged(settings: Settings, body: bytes) -> None:
    with SourceServer() as server:
        server.routes["/index/2019"] = [answer(body)]
        assert run(settings, server.settings(attempts=1)).has_failures
    assert index_statuses(settings) == ["damaged_index"]


@pytest.mark.parametrize("sent", [bytes, gzip.compress], ids=["plain", "gzip"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_an_index_in_any_encoding_of_unicode_is_read(
    settings: Settings, encoding: str, sent: Callable[[bytes], bytes]
) -> None:
    with SourceServer() as server:
        server.publish(2019, "8", answer(GOOD))
        text = json.dumps(server.rows[2019] + [{"nombre": "ñandú"}], ensure_ascii=False)
        server.routes["/index/2019"] = [answer(sent(text.encode(encoding)))]
        run(settings, server.settings())
    assert (index_statuses(settings), statuses(settings)) == (["downloaded"], ["downloaded"])


@pytest.mark.parametrize(
    ("reply", "end"),
    [
        (answer(b"[]" + b" " * 3000), "too_large"),
        (endless(b"["), "too_large"),
        (status(404), "not_found"),
        (redirect("http://["), "forbidden_host"),
        (redirect("https://no-such-host.invalid/"), "unknown_host"),
        (wire(b"garbage"), "connection_failed"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_an_index_that_does_not_come_leaves_the_one_before_in_use(
    settings: Settings, reply: Reply, end: str
) -> None:
    with SourceServer() as server:
        server.publish(2019, "8", status(500))
        source = server.settings(attempts=1, max_index_bytes=2000, hosts="no-such-host.invalid")
        run(settings, source)
        server.routes["/index/2019"] = [reply]
        server.routes["/pdf/2019/PRG2019_3_8.pdf"] = [answer(GOOD)]
        run(settings, source)
    assert index_statuses(settings) == ["downloaded", end]
    assert files(settings) == {"bips/2019/8.pdf": GOOD}


HUGE = "9" * 5000  # digits, more than Python makes a number of
ROWS: list[tuple[Mapping[str, object], str]] = [
    # addresses
    *(
        ({"url_archivo": address}, "unusable_row")
        for address in (
            "http://[bad",
            "http://[::1/8.pdf",
            "http://\u2100.example.org/8.pdf",  # a letter that Unicode writes as "a/c"
            "http://" + "a" * 100_000,
        )
    ),
    *(
        ({"url_archivo": address}, "forbidden_host")
        for address in (
            "http://example.org:99999/8.pdf",
            "http://example.org:port/8.pdf",
            f"http://{'a' * 70}.cl/8.pdf",
            "http://xn--a/8.pdf",
            "http://example.org/\ud800.pdf",
            "http://\ud800/8.pdf",
            "http://example.org/\x00\r\n8.pdf",
            "mailto:someone@example.org",
            "file:///etc/passwd",
            "http://127.0.0.1:22/8.pdf",
            "http://[::1]:80/8.pdf",
            "http://169.254.169.254/8.pdf",
            "http://0x7f000001/8.pdf",
            "http://user:" + "password@127.0.0.1/8.pdf",
            "http://127.0.0.1\\@example.org/8.pdf",
            "data:application/pdf,%PDF",
            "javascript:alert(1)",
            "//example.org/8.pdf",
        )
    ),
    ({"url_archivo": "/no\r\nSuch: header"}, "not_found"),
    ({"url_archivo": "http://[bad", "url_informe": "/good.pdf"}, "downloaded"),
    # other fields
    ({"nombre": "Programa \ud800 \x00\x1b[2J"}, "downloaded"),
    ({"nombre": None, "ministerio": None, "servicio": None, "periodo": None}, "downloaded"),
    ({"id_bips": "x"}, "downloaded"),
    ({"id_bips": HUGE}, "unusable_row"),
    ({"periodo": 1e300, "nombre": -5, "otro": [[{}]]}, "downloaded"),
    ({"nombre": {"no": "text"}}, "unusable_row"),
    ({"servicio": ["no text"]}, "unusable_row"),
    ({"ministerio": True}, "unusable_row"),
    ({"ministerio": float("nan")}, "unusable_row"),
    ({"nombre": "n" * 1_000_000}, "unusable_row"),
]
BAD_IDS: list[object] = [
    None,
    "",
    "../../etc",
    "1\n2",
    "٣",
    "1" * 13,
    -1,
    1.5,
    [8],
    {},
    True,
    float("nan"),
    1e400,
]
NO_ROWS: list[object] = [
    *(None, 7, "x", [], {}, True, float("inf")),
    *({"id_programa": bad_id} for bad_id in BAD_IDS),
]


def test_a_bad_row_costs_one_line_of_the_ledger(settings: Settings, tmp_path: Path) -> None:
    with SourceServer() as server:
        server.routes["/good.pdf"] = [answer(GOOD)]
        expected = {}
        for number, (row, end) in enumerate(ROWS, start=100):
            server.publish(2019, str(number), answer(GOOD), **row)
            expected[str(number)] = [end]
        rows = [*server.rows[2019], *NO_ROWS, {"id_programa": "100"}, {"id_programa": 8, "id_bips": None}]
        body = json.dumps(rows).replace(f'"{HUGE}"', HUGE)
        server.routes["/index/2019"] = [answer(body.encode())]
        server.routes["/pdf/2019/PRG2019_3_8.pdf"] = [answer(GOOD)]
        run(settings, server.settings(attempts=1, give_up_after=100))
    assert {one: statuses(settings, one) for one in expected} == expected
    assert statuses(settings, "8") == ["downloaded"]
    nameless = [
        one.detail
        for one in Ledger(settings.ledger).entries()
        if one.status == "unusable_row" and one.id_programa is None
    ]
    assert len(nameless) == len(NO_ROWS) + 1
    assert f"row {len(rows) - 1} repeats the id_programa 100 of an earlier row" in nameless
    used = [one for one, (end,) in expected.items() if end != "unusable_row"]
    assert set(used) < set(_ids_in_the_database(settings, tmp_path))
    texts = [text for row in Ledger(settings.ledger).rows_after(0) for text in row.values()]
    assert len(str(texts)) < 100_000
    assert all(text.isprintable() for text in texts if isinstance(text, str))


def test_a_programme_whose_row_became_unusable_has_not_vanished(settings: Settings) -> None:
    with SourceServer() as server:
        server.publish(2019, "8", answer(GOOD))
        run(settings, server.settings())
        server.rows[2019][0]["ministerio"] = {"no": "text"}
        server.routes["/index/2019"] = [as_json(server.rows[2019])]
        run(settings, server.settings())
    assert statuses(settings) == ["downloaded", "unusable_row"]


def _ids_in_the_database(settings: Settings, folder: Path) -> list[str]:
    database = folder / "build.duckdb"
    loaded = load_acquisitions(database, settings.acquired, settings.ledger)
    assert loaded.torn_lines == 0
    with duckdb.connect(str(database), read_only=True) as con:
        return [one for (one,) in con.execute("select id_programa from raw.bips_index order by 1").fetchall()]


@pytest.mark.parametrize(
    "header",
    [
        {"ETag": '"ñ"'},
        {"ETag": '"\x80"'},
        {"ETag": '"' + "e" * 5000 + '"'},
        {"Last_Modified": "lunes, 1° de enero"},
        {"Last_Modified": "Mon, 01 Jan 0000 00:00:00 GMT"},
    ],
)
def test_a_document_with_an_odd_header_is_confirmed_by_the_next_sync(
    settings: Settings, header: dict[str, str]
) -> None:
    with SourceServer() as server:
        server.publish(2019, "8", answer(GOOD, 200, **header))
        for _ in range(2):
            assert not run(settings, server.settings()).has_failures
    assert statuses(settings) == ["downloaded", "unchanged"]


@pytest.mark.parametrize(
    ("reply", "arrives"),
    [
        (status(404), True),
        (status(403), True),
        (answer(b"User-agent: *\nDisallow: /pdf/\n"), False),
        (answer(b"User-agent: panel-social\nDisallow: /\n\nUser-agent: *\nAllow: /\n"), False),
        (status(503), False),
        (redirect("https://example.org/robots.txt"), False),
        (redirect("/robots.txt"), False),
        (answer(PAGE), True),
        (answer(b"\x00\xff" * 1000), True),
        (answer(b"User-agent: *\nAllow: /\n" + b"#" * 600_000 + b"\nDisallow: /\n"), True),
        (answer(b"User-agent: *\nDisallow: /" + b"*a" * 5000), True),
        (answer(b"User-agent: *\nCrawl-delay: 1e400\n"), True),
        (answer(b"User-agent: *\nCrawl-delay: 99999\n"), False),
        (answer(b"User-agent: *\nCrawl-delay: nan\n"), True),
        (answer(b"User-agent: *\nCrawl-delay: -1\n"), True),
    ],
)
def test_robots_are_respected(settings: Settings, reply: Reply, arrives: bool) -> None:
    with SourceServer() as server:
        server.publish(2019, "8", answer(GOOD))
        server.routes["/robots.txt"] = [reply]
        run(settings, server.settings())
    assert ("bips/2019/8.pdf" in files(settings)) is arrives
    assert ("/pdf/2019/PRG2019_3_8.pdf" in server.paths()) is arrives


def test_an_unreadable_robots_txt_is_named_as_the_reason(settings: Settings) -> None:
    with SourceServer() as server:
        server.publish(2019, "8", answer(GOOD))
        server.routes["/robots.txt"] = [status(503)]
        run(settings, server.settings())
    entries = list(Ledger(settings.ledger).entries())
    assert [(one.kind, one.status) for one in entries] == [
        ("robots", "server_error"),
        ("robots", "server_error"),
        ("index", "forbidden_by_robots"),
    ]
    assert entries[-1].detail == "robots.txt could not be read: server_error, 503"


def test_the_longer_of_interval_and_crawl_delay_is_respected(settings: Settings) -> None:
    with SourceServer() as server:
        for number in range(4):
            server.publish(2019, str(number), answer(pdf(str(number))))
        server.routes["/robots.txt"] = [answer(b"User-agent: *\nCrawl-delay: 0.1\n")]
        run(settings, server.settings(concurrency=4))
    asked = [request.at for request in server.asked if request.path.startswith("/pdf/")]
    assert len(asked) == 4
    # A second request may be under way a little later than the first, and arrive a little earlier.
    assert asked[-1] - asked[0] > 0.25


def test_the_user_agent_names_the_contact_and_no_cookie_is_sent(settings: Settings) -> None:
    with SourceServer() as server:
        server.publish(2019, "8", answer(GOOD, Set_Cookie="session=1"))
        server.publish(2019, "9", answer(pdf("other"), Set_Cookie="session=1"))
        run(settings, server.settings(concurrency=1, contact="https://example.org/who"))
    for request in server.asked:
        assert request.headers["User-Agent"] == "panel-social/0.1.0 (+https://example.org/who)"
        assert "Cookie" not in request.headers
    assert b"session" not in Ledger(settings.ledger).path.read_bytes()
