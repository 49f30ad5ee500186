"""Documents in parallel: the same rows as one after the other, and no document takes others with it."""

from pathlib import Path

import pytest

from pipelines.load import pool
from pipelines.load.extraction import extract
from pipelines.load.pool import extract_many
from tests.assets.dumps import put_dump
from tests.load.deadly import extract_or_die


def test_processes_give_what_one_process_gives(tmp_path: Path) -> None:
    paths = [put_dump(tmp_path, f"{year}.txt", year) for year in (2018, 2019, 2020, 2021)]
    parallel = dict(extract_many(paths, workers=2))
    assert parallel.keys() == set(paths)
    for path in paths:
        assert parallel[path].readings == extract(path).readings


def test_a_document_that_kills_its_process_is_kept_aside_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pool, "extract", extract_or_die)
    good = [put_dump(tmp_path, f"{year}.txt", year) for year in (2019, 2020, 2021)]
    deadly = put_dump(tmp_path, "deadly.txt", 2018)
    done = dict(extract_many([deadly, *good], workers=2))
    assert {path.name: extraction.reason for path, extraction in done.items()} == {
        "deadly.txt": "out_of_memory",
        "2019.txt": None,
        "2020.txt": None,
        "2021.txt": None,
    }
    assert not done[deadly].is_final
