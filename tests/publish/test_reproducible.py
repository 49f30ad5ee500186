"""The same reports give the same exports, byte for byte, whatever else differs between two refreshes."""

import os
from pathlib import Path
from threading import Thread

import httpx
import pytest

from tests.load.dask_cluster import cluster, wait_for
from tests.s3_server import BUCKET, s3_server
from tests.warehouse import PROJECT, run_refresh

pytestmark = pytest.mark.slow

SAMPLE = PROJECT / "data" / "raw" / "sample"
REPORTS = {
    "2019/luna.pdf": "huertos_de_luna_2019.pdf",
    "2020/luna.pdf": "huertos_de_luna_2020.pdf",
    "2020/copia de luna.pdf": "huertos_de_luna_2020.pdf",
    "volumen.pdf": "huertos_y_mesas_de_luna_2021.pdf",
    "condores.txt": "senda_de_los_condores_2020.txt",
}


def _contents() -> dict[str, bytes]:
    """Reports, one of them twice and one that holds two, a second revision, and a file that is no report."""
    files = {name: (SAMPLE / source).read_bytes() for name, source in REPORTS.items()}
    files["condores otra vez.txt"] = files["condores.txt"].replace(b"\n", b"\r\n")
    files["malo.pdf"] = b"no PDF"
    return files


def _put(raw: Path, contents: dict[str, bytes], modified: int) -> None:
    for number, (name, content) in enumerate(contents.items()):
        path = raw / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
        os.utime(path, (modified + number, modified + number))


@pytest.fixture(scope="module")
def exports(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """The exports of refreshes of the same files, put down and read in different ways."""
    contents = _contents()
    reversed_contents = dict(reversed(contents.items()))
    ways = [
        _refreshed(tmp_path_factory.mktemp("one"), contents, {"PANELSOCIAL_WORKERS": "1"}),
        _refreshed(tmp_path_factory.mktemp("two"), reversed_contents, {"PANELSOCIAL_WORKERS": "2"}),
        _by_a_cluster_that_loses_a_worker(tmp_path_factory.mktemp("cluster"), contents),
        _in_a_bucket(tmp_path_factory.mktemp("bucket"), reversed_contents),
    ]
    return [published.parent / "exports" for published in ways]


def _refreshed(folder: Path, contents: dict[str, bytes], env: dict[str, str]) -> Path:
    seed = len(folder.name)  # another one for each
    _put(folder / "raw", contents, modified=1_500_000_000 + 86_400 * seed)
    return run_refresh(folder / "raw", folder, {"PYTHONHASHSEED": str(seed), **env})


def _by_a_cluster_that_loses_a_worker(folder: Path, contents: dict[str, bytes]) -> Path:
    with cluster(folder / "cluster", workers=2) as made:

        def lose_a_worker() -> None:
            wait_for(lambda: list((folder / "extracted").glob("*/*.parquet")))
            made.workers[0].kill()

        loss = Thread(target=lose_a_worker)
        loss.start()
        published = _refreshed(folder, contents, {"PANELSOCIAL_SCHEDULER": made.scheduler})
        loss.join()
        assert [worker.poll() is None for worker in made.workers] == [False, True]
    return published


def _in_a_bucket(folder: Path, contents: dict[str, bytes]) -> Path:
    raw, extracted = f"s3://{BUCKET}/raw", f"s3://{BUCKET}/extracted"
    with s3_server() as env:
        for name, content in contents.items():
            httpx.put(f"{env['AWS_ENDPOINT_URL']}/{BUCKET}/raw/{name}", content=content).raise_for_status()
        env |= {"PANELSOCIAL_ACQUIRED": str(folder / "acquired")}
        return run_refresh(raw, folder, env, extracted)


def _files(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()
    }


def test_every_exported_file_has_the_same_bytes(exports: list[Path]) -> None:
    one, *others = map(_files, exports)
    assert "parquet/program_year.parquet" in one
    for other in others:
        assert one.keys() == other.keys()
        assert [name for name in sorted(one) if one[name] != other[name]] == []


def test_every_kind_of_file_has_left_its_trace(exports: list[Path]) -> None:
    """Otherwise equal bytes would prove little."""
    sources = (exports[0] / "sources.csv").read_text("utf-8")
    for name in ("2020/copia de luna.pdf", "volumen.pdf", "condores.txt", "condores otra vez.txt"):
        assert f"report,{name}," in sources
    assert "kept_aside,malo.pdf," in sources
