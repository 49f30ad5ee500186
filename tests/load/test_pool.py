"""Documents in processes: the same rows as in this one, and no document takes others with it."""

import os
import time
from pathlib import Path

import pytest

from pipelines.limits import Limits
from pipelines.load import worker as worker_module
from pipelines.load.extraction import Extraction, extract
from pipelines.load.worker import WorkerError
from tests.assets.dumps import put_dump
from tests.load.deadly import KINDS, leave_something_behind, read_and_tell, read_or_die
from tests.sandbox import extract_many

SHORT = Limits(max_seconds=3, max_memory=512 << 20)


def _reasons(paths: list[Path], workers: int) -> dict[str, Extraction]:
    done = list(extract_many(paths, workers, SHORT, read_or_die))
    assert [path for path, _ in done] == paths
    return {path.name: extraction for path, (extraction,) in done}


def _files(folder: Path, *names: str) -> list[Path]:
    paths = [put_dump(folder, name, 2019 + number % 3) for number, name in enumerate(names)]
    for path in paths:
        if (kind := path.stem.split("-")[0]) in KINDS:
            path.write_text(kind)
    return paths


def _exists(pid: int) -> bool:
    return Path(f"/proc/{pid}").exists()


@pytest.mark.parametrize("workers", [1, 2])
def test_processes_give_what_this_process_gives(tmp_path: Path, workers: int) -> None:
    paths = _files(tmp_path, "a.txt", "b.txt", "con espacio\n'\".txt")
    parallel = dict(extract_many(paths, workers))
    assert parallel.keys() == set(paths)
    for path in paths:
        assert [one.readings for one in parallel[path]] == [one.readings for one in extract(path)]


def test_nothing_to_read_starts_nothing() -> None:
    assert list(extract_many([], 2)) == []


@pytest.mark.parametrize(
    ("name", "reason", "says"),
    [
        ("hoarder.txt", "out_of_memory", "PANELSOCIAL_MAX_MEMORY allows more"),
        ("sleeper.txt", "timed_out", "longer than 3 seconds"),
        ("busy.txt", "timed_out", "longer than 3 seconds"),
        ("crash.txt", "damaged_pdf", "SIGSEGV"),
        ("quitter.txt", "damaged_pdf", "exit code 7"),
        ("SIGABRT.txt", "out_of_memory", "SIGABRT"),
        ("SIGKILL.txt", "out_of_memory", "killed from outside"),
    ],
)
def test_a_document_that_ends_its_process_is_kept_aside_alone(
    tmp_path: Path, name: str, reason: str, says: str
) -> None:
    paths = _files(tmp_path, "a.txt", name, "b.txt", "c.txt")
    done = _reasons(paths, workers=1)
    assert {name: one.reason for name, one in done.items()} == {
        "a.txt": None,
        name: reason,
        "b.txt": None,
        "c.txt": None,
    }
    assert says in (done[name].detail or "")
    assert done[name].is_final is (name != "SIGKILL.txt")


@pytest.mark.slow
def test_many_deaths_at_once(tmp_path: Path) -> None:
    kinds = ["good", "crash", "quitter", "hoarder", "SIGABRT", "good"]
    done = _reasons(_files(tmp_path, *(f"{kind}-{no}.txt" for no in range(3) for kind in kinds)), workers=3)
    for name, extraction in done.items():
        assert (extraction.reason is None) is name.startswith("good"), name


def test_one_process_reads_many_documents_inside_its_limits(tmp_path: Path) -> None:
    paths = _files(tmp_path, *(f"{number}.txt" for number in range(6)))
    told = [one.detail or "" for _, (one,) in extract_many(paths, 2, SHORT, read_and_tell)]
    pids, memory = zip(*(map(int, detail.split()) for detail in told), strict=True)
    assert len(set(pids)) <= 2
    assert os.getpid() not in pids
    assert set(memory) == {SHORT.max_memory}
    assert not any(map(_exists, pids))


def test_a_process_that_reads_is_the_first_to_go_where_memory_runs_out(tmp_path: Path) -> None:
    results = extract_many(_files(tmp_path, "a.txt", "b.txt"), 1, SHORT, read_and_tell)
    _, (told,) = next(results)
    pid = (told.detail or "").split()[0]
    assert Path(f"/proc/{pid}/oom_score_adj").read_text().strip() == "1000"
    results.close()


def test_a_single_document_is_read_in_a_process_of_its_own_too(tmp_path: Path) -> None:
    ((_, (told,)),) = extract_many(_files(tmp_path, "a.txt"), 4, SHORT, read_and_tell)
    assert (told.detail or "").split()[0] != str(os.getpid())


def test_what_a_document_leaves_behind_is_not_the_next_ones_fault(tmp_path: Path) -> None:
    done = dict(extract_many(_files(tmp_path, "a.txt", "b.txt", "c.txt"), 1, SHORT, leave_something_behind))
    assert [one.reason for (one,) in done.values()] == [None, None, None]


def test_no_process_outlives_a_run_that_is_broken_off(tmp_path: Path) -> None:
    paths = _files(tmp_path, "a.txt", "b.txt", "c.txt")
    results = extract_many(paths, 2, SHORT, read_and_tell)
    _, (told,) = next(results)
    pid = int((told.detail or "").split()[0])
    results.close()
    assert not _exists(pid)


def test_an_answer_that_waited_for_the_reader_is_not_late(tmp_path: Path) -> None:
    limits = Limits(max_seconds=1.5)
    results = extract_many(_files(tmp_path, "a.txt", "b.txt", "c.txt"), 2, limits, read_and_tell)
    next(results)
    time.sleep(2)
    assert [one.reason for _, (one,) in results] == ["not_a_report", "not_a_report"]


@pytest.mark.parametrize("broken", ["limits", "start"])
def test_processes_that_do_not_start_are_no_files_fault(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, broken: str
) -> None:
    limits = SHORT
    if broken == "limits":
        limits = Limits(max_memory=1 << 70)  # no system takes that number
    else:
        monkeypatch.setattr(worker_module, "START_SECONDS", 0.0)
    with pytest.raises(WorkerError, match=r"PANELSOCIAL_MAX_MEMORY|did not start"):
        list(extract_many(_files(tmp_path, "a.txt"), 1, limits, read_or_die))
