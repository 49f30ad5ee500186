"""Whoever takes over the process that reads a document can read that folder, answer, and nothing else."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.config import PROJECT_ROOT
from pipelines.form.readings.reading import Reading
from pipelines.load import worker as worker_module
from pipelines.load.answer import END, encoded
from pipelines.load.answer_check import InvalidAnswerError, decoded
from pipelines.load.extraction import Extraction
from tests.load.intruder import answer_falsely, try_everything
from tests.load.reports import extraction, parts
from tests.sandbox import extract_many

SECRET = "https://hooks.example/T0KEN"

# Reads a dump where the kernel knows neither Landlock nor, from then on, filters of system calls.
WITHOUT_PROTECTION = """
import logging
import sys
from pathlib import Path
from pipelines.load import confinement
from tests.sandbox import extract_many
from tests.load.intruder import try_everything

logging.basicConfig(stream=sys.stdout, format="%(message)s")
confinement._call("prctl", 38, 1, 0, 0, 0)
confinement._SIGNALS.clear()
confinement._REFUSED.clear()
confinement._REFUSED |= {"landlock_create_ruleset": (444, 444), "prctl": (157, 167)}
confinement._filter_calls()
for _, (told,) in extract_many([Path(name) for name in sys.argv[1:]], 2, read=try_everything):
    print(told.detail)
"""


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with something to steal and to spoil, and below it the raw folder."""
    monkeypatch.setenv("PANELSOCIAL_WEBHOOK_URL", SECRET)
    (tmp_path / "secret").write_text(SECRET)
    (tmp_path / "victim").write_text("as it was")
    (tmp_path / "raw").mkdir()
    return tmp_path


def _put(folder: Path, name: str, content: bytes = b"words") -> Path:
    path = folder / "raw" / name
    path.write_bytes(content)
    return path


def _everything_below(folder: Path) -> dict[str, tuple[int, int, bytes]]:
    return {
        str(path.relative_to(folder)): (path.stat().st_mode, path.stat().st_mtime_ns, path.read_bytes())
        for path in folder.rglob("*")
        if path.is_file()
    }


def test_a_document_that_takes_its_process_over_reads_itself_and_nothing_more(
    folder: Path, caplog: pytest.LogCaptureFixture
) -> None:
    path = _put(folder, "a.txt", bytes(folder))
    before = _everything_below(folder)
    ((_, (told,)),) = extract_many([path], 1, read=try_everything)
    if caplog.messages:
        pytest.skip(caplog.messages[0])
    got = json.loads(told.detail or "")
    environment = got.pop("environment")
    assert {name for name, result in got.items() if result is not None} == {"read the document"}
    assert SECRET not in environment.values()
    assert not any(name.startswith("PANELSOCIAL") for name in environment)
    assert _everything_below(folder) == before


def test_where_the_kernel_confines_nothing_it_is_said_once_and_reports_are_read(folder: Path) -> None:
    paths = [_put(folder, name, bytes(folder)) for name in ("a.txt", "b.txt")]
    run = subprocess.run(
        [sys.executable, "-c", WITHOUT_PROTECTION, *map(str, paths)],
        cwd=PROJECT_ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode == 0, run.stderr
    warning, *told = run.stdout.splitlines()
    assert warning.startswith("Reports are read without limits on files (Landlock: ")
    assert "; without limits on network and processes (seccomp: " in warning
    assert len(told) == len(paths)
    for got in map(json.loads, told):
        assert got["read the document"] == repr(len(bytes(folder)))
        assert (got["write outside"], got["open many files"]) == (None, None)
        assert SECRET not in got["environment"].values()


def _line(**fields: object) -> bytes:
    said = {"extracted_at": "2026-01-01T00:00:00", "reason": "not_a_report", "detail": "No title."}
    return json.dumps(said | fields).encode() + b"\n"


@pytest.mark.parametrize(
    "answer",
    [
        b"cposix\nsystem\n(S'touch /tmp/x'\ntR.\n",
        b"\n",
        _line(reason="because"),
        _line(page_count="many"),
        _line(extracted_at=None),
        _line(readings=[{"section": "5"}]),
        b'{"extracted_at": "2026-01-01T00:00:00", "detail": "\\ud800"}\n',
        b'{"extracted_at": "2026-01-01T00:00:00", "detail": "\xff"}\n',
        _line() + _line(),
        _line(first_page=1, last_page=3) + _line(first_page=3, last_page=4),
    ],
)
def test_an_answer_that_no_report_can_give_is_none(answer: bytes) -> None:
    with pytest.raises(InvalidAnswerError):
        decoded(answer + END)


@pytest.mark.parametrize("answer", [_line(reason="because"), _line(detail="x" * 5000)])
def test_an_invalid_answer_costs_its_own_document(
    folder: Path, monkeypatch: pytest.MonkeyPatch, answer: bytes
) -> None:
    monkeypatch.setattr(worker_module, "MAX_ANSWER", 4000)
    paths = [_put(folder, "a.txt", b"intruder\n" + answer + END), _put(folder, "b.txt")]
    done = {path.name: one for path, (one,) in extract_many(paths, 1, read=answer_falsely)}
    assert {name: one.reason for name, one in done.items()} == {
        "a.txt": "invalid_answer",
        "b.txt": "not_a_report",
    }
    assert not done["a.txt"].is_final


def test_an_answer_that_never_ends_is_not_waited_for(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(worker_module, "ANSWER_SECONDS", 1.0)
    path = _put(folder, "a.txt", b"intruder\n" + _line())
    ((_, (done,)),) = extract_many([path], 1, read=answer_falsely)
    assert done.reason == "timed_out"


def _readings(text: st.SearchStrategy[str]) -> st.SearchStrategy[Reading]:
    return st.builds(Reading, text=text, label=text, x0=st.none() | st.floats(allow_nan=False))


texts = st.text(st.characters(exclude_categories=["Cs"]))


@given(
    st.builds(
        Extraction,
        extracted_at=st.datetimes(),
        title=st.none() | texts,
        reason=st.none(),
        readings=st.lists(_readings(texts), max_size=3).map(tuple),
    )
)
def test_what_is_answered_is_what_was_read(one: Extraction) -> None:
    assert decoded(encoded((one,))) == (one,)


def test_a_volume_is_answered_in_the_order_of_its_pages() -> None:
    reports = parts(extraction(2020, "1"), extraction(2021, "2"))
    assert list(decoded(encoded(reports))) == reports
    with pytest.raises(InvalidAnswerError, match="pages 1 to 2 follow page 4"):
        decoded(encoded(reports[::-1]))


def test_half_a_character_puts_its_document_aside() -> None:
    (one,) = decoded(encoded((extraction(2021, "a lone surrogate: \ud800"),)))
    assert (one.reason, one.is_final) == ("damaged_pdf", True)
