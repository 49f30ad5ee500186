"""The same reports give the same exports, byte for byte, whatever else differs between two refreshes."""

import os
from pathlib import Path

import pytest

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
    """The exports of two refreshes of the same files, put down in another order at another time."""
    contents = _contents()
    folders = []
    for number, (order, workers, seed) in enumerate(
        [(contents, "1", "1"), (dict(reversed(contents.items())), "4", "987654321")]
    ):
        folder = tmp_path_factory.mktemp("refresh")
        _put(folder / "raw", order, modified=1_500_000_000 + 86_400 * number)
        env = {"PANELSOCIAL_WORKERS": workers, "PYTHONHASHSEED": seed}
        folders.append(run_refresh(folder / "raw", folder, env).parent / "exports")
    return folders


def _files(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()
    }


def test_every_exported_file_has_the_same_bytes(exports: list[Path]) -> None:
    one, other = map(_files, exports)
    assert one.keys() == other.keys()
    assert "parquet/program_year.parquet" in one
    assert [name for name in sorted(one) if one[name] != other[name]] == []


def test_every_kind_of_file_has_left_its_trace(exports: list[Path]) -> None:
    """Otherwise equal bytes would prove little."""
    sources = (exports[0] / "sources.csv").read_text("utf-8")
    for name in ("2020/copia de luna.pdf", "volumen.pdf", "condores.txt", "condores otra vez.txt"):
        assert f"report,{name}," in sources
    assert "kept_aside,malo.pdf," in sources
