"""Readers in processes of their own, with the file open while releases come and go."""

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.crash.releases import CURRENT, content, publish_content

READER = """
import sys
import duckdb
con = duckdb.connect(sys.argv[1], read_only=True)
print("open", flush=True)
for _ in sys.stdin:
    print(con.execute("select list(distinct said) from (from one union all from two)").fetchall(), flush=True)
"""


class Reader:
    """A process that has a database open, and is asked by a line."""

    def __init__(self, process: "subprocess.Popen[str]") -> None:
        self._process = process
        assert self._line() == "open"

    def ask(self) -> str:
        """What it finds in the file now."""
        assert self._process.stdin
        self._process.stdin.write("ask\n")
        self._process.stdin.flush()
        return self._line()

    def _line(self) -> str:
        assert self._process.stdout
        return self._process.stdout.readline().strip()


@contextmanager
def _reading(database: Path) -> Iterator[Reader]:
    with subprocess.Popen(
        [sys.executable, "-c", READER, str(database)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as process:
        try:
            yield Reader(process)
        finally:
            process.kill()


def test_a_reader_keeps_its_release_even_when_that_is_removed_and_stops_nothing(tmp_path: Path) -> None:
    first = publish_content(tmp_path, 1)
    with _reading(tmp_path / CURRENT) as early:
        for number in (2, 3, 4):
            publish_content(tmp_path, number)
            assert early.ask() == "[([1],)]"
        assert not first.exists()
        with _reading(tmp_path / CURRENT) as late:
            assert late.ask() == "[([4],)]"
    assert content(tmp_path) == {4}
