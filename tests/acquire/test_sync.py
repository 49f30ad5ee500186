"""Several syncs in a row: what is requested again, stored and flagged; no stored file is lost."""

import fcntl
import os
import resource
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from pipelines.acquire.ledger import Entry, Ledger
from pipelines.acquire.sync import SyncRunningError, sync
from pipelines.config import Settings
from pipelines.progress import Progress
from tests.acquire.source_server import (
    PAGE,
    SourceServer,
    answer,
    as_json,
    drip,
    hang,
    pdf,
    redirect,
    status,
    validated,
)
from tests.acquire.test_misbehaviour import files, run, statuses

PANELSOCIAL = [str(Path(sys.executable).with_name("panelsocial"))]
FIRST, SECOND = pdf("first"), pdf("second", 1900)


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(raw=tmp_path / "raw", warehouse=tmp_path / "warehouse", extracted=tmp_path / "extracted")


def entries(settings: Settings, kind: str = "document") -> list[Entry]:
    return [one for one in Ledger(settings.ledger).entries() if one.kind == kind]


def test_a_stored_file_is_requested_with_its_validators(settings: Settings) -> None:
    with SourceServer() as server:
        path = server.publish(2019, "8", validated(FIRST, '"v1"'))
        run(settings, server.settings())
        run(settings, server.settings())
        last = [request for request in server.asked if request.path == path][-1]
    assert last.headers["If-None-Match"] == '"v1"'
    first, second = entries(settings)
    assert (first.status, second.status, second.http_status) == ("downloaded", "not_modified", 304)
    assert (second.sha256, second.byte_count, second.source_file) == (
        first.sha256,
        first.byte_count,
        "bips/2019/8.pdf",
    )


def test_a_recently_confirmed_file_is_not_requested_again(settings: Settings) -> None:
    with SourceServer() as server:
        path = server.publish(2019, "8", answer(FIRST))
        server.publish(2019, "9", status(500))
        run(settings, server.settings(recheck_hours=1))
        synced = run(settings, server.settings(recheck_hours=1))
        assert server.paths().count(path) == 1
    assert synced.current == 1
    assert statuses(settings, "9") == ["server_error"] * 4


def test_a_file_removed_locally_is_fetched_again_without_conditions(settings: Settings) -> None:
    with SourceServer() as server:
        server.publish(2019, "8", validated(FIRST, '"v1"'))
        run(settings, server.settings(recheck_hours=1))
        (settings.raw / "bips" / "2019" / "8.pdf").unlink()
        run(settings, server.settings(recheck_hours=1))
    assert statuses(settings) == ["downloaded", "downloaded"]
    assert files(settings) == {"bips/2019/8.pdf": FIRST}


def test_other_bytes_are_a_new_revision_and_the_same_bytes_are_not(settings: Settings) -> None:
    with SourceServer() as server:
        server.publish(2019, "8", answer(FIRST), answer(FIRST), answer(SECOND), answer(FIRST))
        for _ in range(4):
            run(settings, server.settings())
    assert statuses(settings) == ["downloaded", "unchanged", "revised", "unchanged"]
    assert files(settings) == {"bips/2019/8.pdf": FIRST, "bips/2019/8-2.pdf": SECOND}
    assert [one.detail for one in entries(settings)][2:] == [
        "2000 bytes before",
        "same bytes as an earlier revision",
    ]


def test_a_document_that_shrank_is_flagged_and_both_are_kept(settings: Settings) -> None:
    small = pdf("small", 300)
    with SourceServer() as server:
        server.publish(2019, "8", answer(FIRST), answer(small))
        run(settings, server.settings())
        run(settings, server.settings())
    assert statuses(settings) == ["downloaded", "shrank"]
    assert files(settings) == {"bips/2019/8.pdf": FIRST, "bips/2019/8-2.pdf": small}


@pytest.mark.parametrize("code", [404, 410])
def test_a_document_that_vanished_is_flagged_and_kept(settings: Settings, code: int) -> None:
    with SourceServer() as server:
        server.publish(2019, "8", answer(FIRST), status(code))
        run(settings, server.settings())
        run(settings, server.settings())
    assert statuses(settings) == ["downloaded", "vanished"]
    assert entries(settings)[1].source_file == "bips/2019/8.pdf"
    assert files(settings) == {"bips/2019/8.pdf": FIRST}


def test_a_document_that_left_the_index_is_flagged_once_and_its_return_is_seen(settings: Settings) -> None:
    with SourceServer() as server:
        server.publish(2019, "8", answer(FIRST))
        server.publish(2019, "9", answer(SECOND))
        rows = server.rows[2019]
        for listed in (rows, rows[1:], rows[1:], rows):
            server.routes["/index/2019"] = [as_json(listed)]
            run(settings, server.settings(recheck_hours=1))
    assert statuses(settings) == ["downloaded", "vanished", "unchanged"]
    assert entries(settings)[2].detail == "no longer in the index"
    assert [one.status for one in entries(settings, "index")] == [
        "downloaded",
        "shrank",
        "unchanged",
        "revised",
    ]
    assert files(settings).keys() == {"bips/2019/8.pdf", "bips/2019/9.pdf"}


def test_every_index_is_stored_as_received_and_none_twice(settings: Settings) -> None:
    with SourceServer() as server:
        for body in (b"[]", b"[]", b"[ ]"):
            server.routes["/index/2019"] = [answer(body)]
            run(settings, server.settings())
    kept = sorted((settings.acquired / "index" / "2019").iterdir())
    assert [path.read_bytes() for path in kept] == [b"[]", b"[ ]"]
    assert [one.source_file for one in entries(settings, "index")] == [
        f"index/2019/{kept[number].name}" for number in (0, 0, 1)
    ]


def test_a_web_page_in_the_place_of_a_pdf_is_requested_once(settings: Settings) -> None:
    with SourceServer() as server:
        server.publish(2021, "8", url_informe="/EvaluacionMonitoreo/8")
        server.routes["/EvaluacionMonitoreo/8"] = [answer(PAGE)]
        for _ in range(2):
            run(settings, server.settings(), 2021)
        assert server.paths().count("/EvaluacionMonitoreo/8") == 1
        server.rows[2021][0]["url_archivo"] = "/archivo/8.pdf"
        server.routes["/archivo/8.pdf"] = [answer(FIRST)]
        server.routes["/index/2021"] = [as_json(server.rows[2021])]
        run(settings, server.settings(), 2021)
    assert statuses(settings) == ["html_instead_of_pdf", "downloaded"]


def test_evaluation_pages_are_stored_as_served_and_by_the_year_of_the_index(settings: Settings) -> None:
    address = "/Reportes/EvaluacionMonitoreo2025?_id=a%2Bb%3D%3D"
    changed = PAGE.replace(b"<body>", b"<body>1")
    with SourceServer() as server:
        server.publish(2024, "8", url_informe=address)
        server.publish(2024, "9")
        server.routes[address] = [answer(PAGE), answer(PAGE), answer(changed), answer(PAGE[:-9])]
        for _ in range(4):
            run(settings, server.settings(attempts=1), 2024)
    assert statuses(settings) == ["downloaded", "unchanged", "revised", "incomplete"]
    assert files(settings) == {"bips/2024/8.html": PAGE, "bips/2024/8-2.html": changed}
    assert {one.detail for one in entries(settings) if one.id_programa == "9"} == {"the row has no address"}


def test_what_is_no_page_at_the_address_of_one_is_not_stored(settings: Settings) -> None:
    with SourceServer() as server:
        for number, body in enumerate((FIRST, b"{}", b""), start=1):
            server.publish(2024, str(number), url_informe=f"/page/{number}")
            server.routes[f"/page/{number}"] = [answer(body)]
        run(settings, server.settings(), 2024)
    assert [statuses(settings, number) for number in "123"] == 3 * [["not_a_page"]]
    assert files(settings) == {}


def test_redirects_within_the_allowed_hosts_are_followed(settings: Settings) -> None:
    with SourceServer() as server:
        path = server.publish(2019, "8", redirect("/moved/8.pdf", 301))
        server.routes["/moved/8.pdf"] = [answer(FIRST)]
        run(settings, server.settings())
        (entry,) = entries(settings)
        assert (entry.url, entry.final_url) == (f"{server.url}{path}", f"{server.url}/moved/8.pdf")
    assert files(settings) == {"bips/2019/8.pdf": FIRST}


def test_a_second_sync_at_once_fails_with_a_message(settings: Settings) -> None:
    settings.acquired.mkdir(parents=True)
    with (settings.acquired / "sync.lock").open("w") as held, SourceServer() as server:
        fcntl.flock(held, fcntl.LOCK_EX)
        with pytest.raises(SyncRunningError, match="Another sync is writing"):
            run(settings, server.settings())
    assert entries(settings) == []


def test_a_folder_that_cannot_be_written_stops_the_sync_and_is_in_the_ledger(settings: Settings) -> None:
    (settings.raw / "bips").mkdir(parents=True)
    (settings.raw / "bips" / "2019").write_text("a file where the folder should be")
    with SourceServer() as server:
        server.publish(2019, "8", answer(FIRST))
        with pytest.raises(FileExistsError):
            run(settings, server.settings())
    assert statuses(settings) == ["write_failed"]


def test_the_sync_after_a_killed_one_completes(settings: Settings) -> None:
    with SourceServer() as server:
        server.publish(2019, "7", answer(pdf("seven")))
        server.publish(2019, "8", drip(FIRST, 0.05), answer(FIRST))
        server.publish(2019, "9", hang(30), answer(pdf("nine")))
        process = subprocess.Popen(
            [*PANELSOCIAL, "sync", "--years", "2019", "--raw", str(settings.raw)],
            env=os.environ | server.environment(concurrency="3", read_seconds="30", max_seconds="60"),
        )
        part = settings.raw / "bips" / "2019" / ".8.pdf.part"
        until = time.monotonic() + 30
        while not (part.exists() and (settings.raw / "bips" / "2019" / "7.pdf").exists()):
            assert time.monotonic() < until and process.poll() is None
            time.sleep(0.01)
        process.send_signal(signal.SIGKILL)
        process.wait()
        assert part.exists()
        sync(settings, server.settings(recheck_hours=1), [2019], Progress())
        assert server.paths().count("/pdf/2019/PRG2019_3_7.pdf") <= 2
    assert files(settings) == {
        "bips/2019/7.pdf": pdf("seven"),
        "bips/2019/8.pdf": FIRST,
        "bips/2019/9.pdf": pdf("nine"),
    }
    assert [statuses(settings, one)[-1] for one in "89"] == ["downloaded", "downloaded"]


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_an_interrupted_sync_ends_at_once_and_leaves_no_partial_file(
    settings: Settings, number: signal.Signals
) -> None:
    # Tests that run in the background ignore Ctrl-C, and so would the command.
    signal.signal(signal.SIGINT, signal.default_int_handler)
    with SourceServer() as server:
        server.publish(2019, "8", drip(FIRST, 0.05), answer(FIRST))
        process = subprocess.Popen(
            [*PANELSOCIAL, "sync", "--years", "2019", "--raw", str(settings.raw)],
            env=os.environ | server.environment(read_seconds="30", max_seconds="600"),
            stderr=subprocess.PIPE,
            text=True,
        )
        part = settings.raw / "bips" / "2019" / ".8.pdf.part"
        until = time.monotonic() + 60
        while not part.exists():
            assert time.monotonic() < until and process.poll() is None
            time.sleep(0.01)
        process.send_signal(number)
        _, errors = process.communicate(timeout=60)
    assert (process.returncode, "Traceback" in errors) == (1, False), errors
    assert files(settings) == {}


def test_a_full_disk_stops_the_sync_and_the_next_one_completes(settings: Settings) -> None:
    large = pdf("large", 100_000)
    with SourceServer() as server:
        server.publish(2019, "7", answer(pdf("seven")))
        server.publish(2019, "8", answer(large))
        process = subprocess.run(
            [*PANELSOCIAL, "sync", "--years", "2019", "--raw", str(settings.raw)],
            env=os.environ | server.environment(concurrency="1"),
            preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (60_000, 60_000)),
            capture_output=True,
            text=True,
            check=False,
        )
        assert (process.returncode, "Traceback" in process.stderr) == (1, False), process.stderr
        assert "File too large" in process.stderr
        assert files(settings) == {"bips/2019/7.pdf": pdf("seven")}
        assert statuses(settings) == ["write_failed"]
        run(settings, server.settings())
    assert files(settings) == {"bips/2019/7.pdf": pdf("seven"), "bips/2019/8.pdf": large}
