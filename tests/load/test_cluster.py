"""Documents on a Dask cluster: the rows of this machine, and a sentence where the cluster cannot read."""

import socket
from pathlib import Path
from threading import Thread

import pytest

from pipelines.limits import Limits
from pipelines.load import cluster as cluster_module
from pipelines.load.cluster import ClusterError, read_by_cluster
from pipelines.load.extraction import Extraction, extract
from pipelines.load.worker_process import Read
from tests.assets.dumps import put_dump
from tests.load.dask_cluster import cluster, wait_for
from tests.load.deadly import read_or_die

SHORT = Limits(max_seconds=3, max_memory=512 << 20)
LONG = Limits(max_seconds=600)


def _read(paths: list[Path], scheduler: str, limits: Limits, read: Read) -> dict[str, Extraction]:
    contents = ((path, path.read_bytes()) for path in paths)
    done = list(read_by_cluster(contents, scheduler, limits, read))
    assert [path for path, _ in done] == paths
    return {path.name: one for path, (one,) in done}


def _files(folder: Path, *names: str) -> list[Path]:
    return [put_dump(folder, name, 2019) for name in names]


def test_without_a_scheduler_a_sentence_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cluster_module, "SCHEDULER_SECONDS", 1.0)
    with socket.socket() as nobody:
        nobody.bind(("127.0.0.1", 0))
        address = f"tcp://127.0.0.1:{nobody.getsockname()[1]}"
        with pytest.raises(ClusterError, match=r"does not answer .* unset PANELSOCIAL_SCHEDULER"):
            _read(_files(tmp_path, "a.txt"), address, SHORT, extract)


def test_workers_that_cannot_read_are_told_and_a_deadly_document_is_put_aside_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    paths = _files(tmp_path, "a.txt", "crash.txt", "b.txt", "sleeper.txt", "c.txt")
    for path in (paths[1], paths[3]):
        path.write_text(path.stem)
    with cluster(tmp_path / "cluster", workers=0) as made:
        with monkeypatch.context() as patched:
            patched.setattr(cluster_module, "WORKERS_SECONDS", 0.5)
            with pytest.raises(ClusterError, match=r"has no workers, and none came within 0\.5 seconds"):
                _read(paths, made.scheduler, SHORT, read_or_die)
        made.add_worker()
        with monkeypatch.context() as patched:
            patched.setattr(cluster_module, "EXTRACTOR_VERSION", "another")
            with pytest.raises(ClusterError, match="has another version of the program"):
                _read(paths, made.scheduler, SHORT, read_or_die)
        with pytest.raises(ClusterError, match=r"cannot read documents: .* PANELSOCIAL_MAX_MEMORY"):
            _read(paths, made.scheduler, Limits(max_memory=1 << 70), read_or_die)
        done = _read(paths, made.scheduler, SHORT, read_or_die)
    assert {name: one.reason for name, one in done.items()} == {
        "a.txt": None,
        "crash.txt": "damaged_pdf",
        "b.txt": None,
        "sleeper.txt": "timed_out",
        "c.txt": None,
    }
    assert done["a.txt"].readings == extract(paths[0])[0].readings


def test_a_document_that_its_workers_do_not_survive_is_put_aside_and_tried_again(tmp_path: Path) -> None:
    paths = _files(tmp_path, "sleeper.txt", *(f"{number}.txt" for number in range(4)))
    paths[0].write_text("sleeper")
    with cluster(tmp_path / "cluster", 1, DASK_DISTRIBUTED__SCHEDULER__ALLOWED_FAILURES="0") as made:

        def lose_the_worker() -> None:
            # Its document is being read when it is there.
            wait_for(lambda: list((tmp_path / "cluster").glob("panelsocial-*/document.txt")))
            made.workers[0].kill()
            made.add_worker()

        loss = Thread(target=lose_the_worker)
        loss.start()
        done = _read(paths, made.scheduler, LONG, read_or_die)
        loss.join()
    assert {name for name, one in done.items() if one.reason is None} >= {"3.txt"}
    assert (done["sleeper.txt"].reason, done["sleeper.txt"].is_final) == ("out_of_memory", False)
    assert "Several machines" in str(done["sleeper.txt"].detail)
