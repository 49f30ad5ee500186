"""The process that draws charts."""

import os
import subprocess
import sys
import time
from pathlib import Path

DRAW_AND_DIE = """
import os, signal
from multiprocessing import active_children
from pipelines.site.drawing import Drawing

if __name__ == "__main__":
    chart = {"data": {"values": [{"a": 1}]}, "mark": "bar", "encoding": {"x": {"field": "a"}}}
    assert Drawing().svg(chart, "es").startswith("<svg")
    print(active_children()[0].pid, flush=True)
    os.kill(os.getpid(), signal.SIGKILL)
"""


def test_it_ends_when_the_application_was_killed(tmp_path: Path) -> None:
    program = tmp_path / "program.py"
    program.write_text(DRAW_AND_DIE)
    printed = tmp_path / "printed"
    with printed.open("w") as file:  # no pipe, which the process would keep open
        subprocess.run([sys.executable, str(program)], stdout=file, check=False)
    end = time.monotonic() + 60
    while _runs(int(printed.read_text())):
        assert time.monotonic() < end, "it still runs"
        time.sleep(0.1)


def _runs(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    state = Path(f"/proc/{pid}/stat")
    return not state.exists() or state.read_text().rpartition(")")[2].split()[0] != "Z"
