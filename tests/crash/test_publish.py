"""Publication, call by call: killed before any of them, in an order that a power cut cannot break."""

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from pipelines.durable import replace_durably
from tests.crash.releases import content, publish_content, set_content
from tests.warehouse import PROJECT


@pytest.mark.slow
def test_killed_before_any_call_readers_have_the_old_or_the_new(tmp_path: Path) -> None:
    publish_content(tmp_path, 1)
    set_content(tmp_path, 2)
    run = subprocess.run(
        [sys.executable, "-m", "tests.crash.killed_publications", str(tmp_path)],
        cwd=PROJECT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode == 0, run.stderr
    endings = [line.split() for line in run.stdout.splitlines()]
    assert {signal for signal, *_ in endings[:-1]} == {"9"}
    assert len(endings) > 10
    assert [said for _, said in endings] == sorted(said for _, said in endings)
    assert (endings[0], endings[-1]) == (["9", "1"], ["0", "2"])
    # Nothing that the dead have left stays.
    publish_content(tmp_path, 3)
    assert content(tmp_path) == {3}
    assert len(list((tmp_path / "releases").iterdir())) == 1
    assert sorted(path.name for path in tmp_path.iterdir()) == ["build", "current", "releases"]


@pytest.fixture
def calls(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, str]]:
    """The calls that bring content and names to the disk, each with the path that it is about."""
    made: list[tuple[str, str]] = []

    def recorded(name: str, call: Callable[..., Any]) -> Callable[..., Any]:
        def recording(first: Any, *others: Any, **named: Any) -> Any:
            path = Path(f"/proc/self/fd/{first}").readlink() if isinstance(first, int) else Path(first)
            made.append((name, path.name))
            return call(first, *others, **named)

        return recording

    for name in ("fsync", "rename", "replace"):
        monkeypatch.setattr(os, name, recorded(name, getattr(os, name)))
    return made


def test_content_is_on_the_disk_before_its_name_and_the_name_before_the_link(
    tmp_path: Path, calls: list[tuple[str, str]]
) -> None:
    set_content(tmp_path, 1)
    publish_content(tmp_path, 1)
    renamed = calls.index(("rename", ".unfinished"))
    assert set(calls[:renamed]) == {
        ("fsync", name)
        for name in ("panel_social.duckdb", "SHA256SUMS", "note.txt", "exports", ".unfinished")
    }
    (link,) = (name for call, name in calls if call == "replace")
    assert calls[renamed + 1 :] == [("fsync", "releases"), ("replace", link), ("fsync", tmp_path.name)]


def test_a_replaced_file_is_on_the_disk_before_it_has_its_name(
    tmp_path: Path, calls: list[tuple[str, str]]
) -> None:
    (tmp_path / ".unfinished").write_text("content", "utf-8")
    replace_durably(tmp_path / ".unfinished", tmp_path / "target")
    assert calls == [("fsync", ".unfinished"), ("replace", ".unfinished"), ("fsync", tmp_path.name)]
