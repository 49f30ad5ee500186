"""The log of a refresh, for programs and for people."""

import json
import logging
from collections.abc import Iterator
from pathlib import Path

import pytest

from pipelines.logs import log_to
from pipelines.progress import Progress


@pytest.fixture(autouse=True)
def loggers_as_before() -> Iterator[None]:
    root, ours = logging.getLogger(), logging.getLogger("pipelines")
    handlers, levels = root.handlers[:], (root.level, ours.level)
    yield
    for handler in set(root.handlers) - set(handlers):
        handler.close()
    root.handlers = handlers
    root.setLevel(levels[0])
    ours.setLevel(levels[1])


def test_each_stage_is_a_line_of_json(tmp_path: Path) -> None:
    log_to(tmp_path / "build" / "refresh.log", "json")
    progress = Progress()
    progress.begin("Reading reports", 2)
    progress.advance("año.pdf")
    progress.end("2 read,\n0 unchanged")
    begins, line = (tmp_path / "build" / "refresh.log").read_text("utf-8").splitlines()
    assert json.loads(begins)["total"] == 2
    told = json.loads(line)
    assert told["timestamp"].endswith("Z")
    assert told["seconds"] >= 0
    assert {name: told[name] for name in ("level", "logger", "stage", "result")} == {
        "level": "info",
        "logger": "pipelines.progress",
        "stage": "Reading reports",
        "result": "2 read,\n0 unchanged",
    }


def test_a_traceback_stays_on_one_line_of_json(tmp_path: Path) -> None:
    log_to(tmp_path / "refresh.log", "json")
    try:
        raise ValueError("ñandú")
    except ValueError:
        logging.getLogger("other").exception("it broke")
    logging.getLogger("other").info("not worth a line")
    (line,) = (tmp_path / "refresh.log").read_text("utf-8").splitlines()
    told = json.loads(line)
    assert (told["event"], told["level"]) == ("it broke", "error")
    assert "ValueError: ñandú" in told["exception"]


def test_people_may_have_plain_lines(tmp_path: Path) -> None:
    log_to(tmp_path / "refresh.log", "text")
    progress = Progress()
    progress.begin("Publishing")
    progress.end("done")
    _, line = (tmp_path / "refresh.log").read_text("utf-8").splitlines()
    assert "INFO pipelines.progress Publishing: done (" in line
