"""Every misbehaviour of the source is logged in the ledger, and the good documents are stored."""

from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from pathlib import Path

import duckdb
import pytest

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
    pdf,
    redirect,
    refuse,
    reset,
    status,
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


def files(settings: Settings) -> dict[str, bytes]:
    return {
        path.relative_to(settings.raw).as_posix(): path.read_bytes()
        for path in sorted(settings.raw.rglob("*"))
        if path.is_file()
    }


MISBEHAVIOURS: dict[str, tuple[list[Reply], list[str]]] = {
    "too many requests": ([status(429, Retry_After="0"), answer(GOOD)], ["rate_limited", "downloaded"]),
    "too many requests, to the end": ([status(429)], ["rate_limited", "rate_limited"]),
    "a failure that passes": ([status(503), answer(GOOD)], ["server_error", "downloaded"]),
    "a failure that stays": ([status(500)], ["server_error", "server_error"]),
    "no answer in time": ([hang(1), answer(GOOD)], ["timed_out", "downloaded"]),
    "a slow drip": ([drip(GOOD, 0.02)], ["timed_out", "timed_out"]),
    "reset in the middle": ([reset(GOOD), answer(GOOD)], ["incomplete", "downloaded"]),
    "closed without an answer": ([refuse(), answer(GOOD)], ["connection_failed", "downloaded"]),
    "fewer bytes than declared": ([declared(GOOD, 9000), answer(GOOD)], ["incomplete", "downloaded"]),
    "more bytes than declared": ([declared(GOOD, 1500), answer(GOOD)], ["incomplete", "downloaded"]),
    "a page instead of a PDF": ([answer(PAGE)], ["html_instead_of_pdf"]),
    "an archive instead of a PDF": ([answer(b"PK\x03\x04" + GOOD[9:])], ["not_a_pdf"]),
    "nothing at all": ([answer(b"")], ["not_a_pdf"]),
    "too large": ([answer(pdf("large", 30_000))], ["too_large"]),
    "without end": ([endless(GOOD)], ["too_large"]),
    "no such document": ([status(404)], ["not_found"]),
    "not allowed": ([status(403)], ["http_error"]),
    "a part that nobody asked for": ([answer(GOOD, 206)], ["http_error"]),
    "not modified, though nothing is held": ([status(304)], ["http_error"]),
    "redirect to another host": ([redirect("https://example.org/a.pdf")], ["forbidden_host"]),
    "redirect to another scheme": ([redirect("file:///etc/passwd")], ["forbidden_host"]),
    "redirect to another port": ([redirect("http://127.0.0.1:1/a.pdf")], ["forbidden_host"]),
    "redirect to loopback": ([redirect("https://localhost/a.pdf")], ["forbidden_address"]),
    "redirect to nowhere": ([redirect("http://[")], ["forbidden_host"]),
    "redirect in a circle": ([redirect("/pdf/2019/PRG2019_3_8.pdf")], ["too_many_redirects"]),
    "what robots.txt forbids": ([redirect("/private/8.pdf")], ["forbidden_by_robots"]),
}


@pytest.mark.parametrize("name", MISBEHAVIOURS)
def test_every_misbehaviour_has_its_status_and_the_good_documents_arrive(
    settings: Settings, name: str
) -> None:
    replies, expected = MISBEHAVIOURS[name]
    with SourceServer() as server:
        server.routes["/robots.txt"] = [answer(b"User-agent: *\nDisallow: /private/\n")]
        server.publish(2019, "7", answer(pdf("before")))
        server.publish(2019, "8", *replies)
        server.publish(2019, "9", answer(pdf("after")))
        source = server.settings(read_seconds=0.3, max_seconds=0.6, max_bytes=20_000, hosts="localhost")
        synced = run(settings, source)
    assert statuses(settings) == expected
    wanted = {"bips/2019/7.pdf": pdf("before"), "bips/2019/9.pdf": pdf("after")}
    if expected[-1] == "downloaded":
        wanted["bips/2019/8.pdf"] = GOOD
    assert files(settings) == wanted
    assert synced.has_failures is (expected[-1] not in ("downloaded", "not_found", "html_instead_of_pdf"))


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
    index = [one.status for one in Ledger(settings.ledger).entries() if one.kind == "index"]
    assert index == ["downloaded", "damaged_index", "damaged_index"]
    assert synced.has_failures
    assert files(settings) == {"bips/2019/8.pdf": GOOD}


@pytest.mark.parametrize("body", [b"{}", b"", b"<html>", b"[" * 100_000, b"\xff\xfe", b"null"])
def test_an_index_that_is_no_list_is_damaged(settings: Settings, body: bytes) -> None:
    with SourceServer() as server:
        server.routes["/index/2019"] = [answer(body)]
        run(settings, server.settings(attempts=1))
    assert [one.status for one in Ledger(settings.ledger).entries() if one.kind == "index"] == [
        "damaged_index"
    ]


def test_bad_rows_do_not_affect_the_others(settings: Settings) -> None:
    with SourceServer() as server:
        server.publish(
            2019, "8", answer(GOOD), nombre=None, servicio=None, url_informe=None, nuevo={"a": [1]}
        )
        rows: list[object] = [
            *server.rows[2019],
            None,
            7,
            [],
            {},
            {"id_programa": None},
            {"id_programa": "../../etc"},
        ]
        rows += [{"id_programa": "8"}, {"id_programa": 9, "id_bips": "x", "nombre": {"no": "text"}}]
        server.routes["/index/2019"] = [as_json([*rows, {"id_programa": 10, "id_bips": None}])]
        server.routes["/pdf/2019/PRG2019_3_10.pdf"] = [answer(pdf("ten"))]
        run(settings, server.settings())
    assert files(settings) == {"bips/2019/10.pdf": pdf("ten"), "bips/2019/8.pdf": GOOD}
    unusable = [one.detail for one in Ledger(settings.ledger).entries() if one.status == "unusable_row"]
    assert len(unusable) == 8
    assert "row 8 repeats the id_programa 8 of an earlier row" in unusable


@pytest.mark.parametrize(
    "address",
    [
        "http://[bad",
        "http://[::1/8.pdf",
        "http://example.org:99999/8.pdf",
        "http://example.org:port/8.pdf",
        "http://\u2100.example.org/8.pdf",  # a letter that Unicode writes as "a/c"
        f"http://{'a' * 70}.cl/8.pdf",
        "http://example.org/\ud800.pdf",
        "http://\ud800/8.pdf",
        "http://example.org/\x00\r\n8.pdf",
        "http://" + "a" * 100_000,
        "mailto:someone@example.org",
    ],
)
def test_a_row_whose_address_is_no_address_costs_one_line_of_the_ledger(
    settings: Settings, tmp_path: Path, address: str
) -> None:
    with SourceServer() as server:
        server.publish(2019, "7", answer(pdf("before")))
        server.publish(2019, "8", answer(GOOD), url_archivo=address)
        server.publish(2019, "9", answer(pdf("after")))
        run(settings, server.settings())
    assert len(statuses(settings)) == 1
    assert set(statuses(settings)) <= {"unusable_row", "forbidden_host"}
    assert files(settings).keys() == {"bips/2019/7.pdf", "bips/2019/9.pdf"}
    assert _ids_in_the_database(settings, tmp_path) == ["7", "8", "9"]


@pytest.mark.parametrize("field", ["nombre", "id_bips", "servicio", "url_informe"])
def test_text_that_is_no_unicode_is_stored_with_its_code(
    settings: Settings, tmp_path: Path, field: str
) -> None:
    with SourceServer() as server:
        server.publish(2019, "8", answer(GOOD), **{field: "Programa \ud800"})
        server.publish(2019, "9", answer(pdf("after")))
        run(settings, server.settings())
    assert "bips/2019/9.pdf" in files(settings)
    assert _ids_in_the_database(settings, tmp_path) == ["8", "9"]


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
    assert "session" not in Ledger(settings.ledger).files()[0].read_text("utf-8")
