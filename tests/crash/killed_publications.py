"""Publishes again and again, each time killed one call later: ``python -m tests.crash.killed_publications``.

The argument is the folder of a warehouse. Each publication is a fork of this process, which itself never
opens a database. One line for each: the signal that ended it, and the numbers that a reader then finds.
"""

import os
import signal
import sys
from collections.abc import Callable
from itertools import count
from pathlib import Path
from typing import Any

from pipelines.publish.release import publish
from tests.crash.releases import BUILD, content, write_beside

CALLS = ("fsync", "rename", "replace", "symlink", "unlink", "rmdir")
"""Of ``os``, which pathlib and shutil go through: what brings files to the disk, names or removes them."""


def kill_before(number: int) -> None:
    """End this process by SIGKILL just before call ``number``, from 0."""
    seen = count()

    def counted(call: Callable[..., Any]) -> Callable[..., Any]:
        def counting(*arguments: Any, **named: Any) -> Any:
            if next(seen) == number:
                os.kill(os.getpid(), signal.SIGKILL)
            return call(*arguments, **named)

        return counting

    for name in CALLS:
        setattr(os, name, counted(getattr(os, name)))


def forked(work: Callable[[], object]) -> int:
    """The signal that ended a fork of this process that does ``work``; 0 when it came to its end."""
    child = os.fork()
    if not child:
        try:
            work()
            os._exit(0)
        finally:
            os._exit(1)
    status = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    assert status <= 0
    return -status


def main(warehouse: Path) -> None:
    """Until a publication has fewer calls."""

    def publish_until(call: int) -> None:
        kill_before(call)
        publish(warehouse / BUILD, warehouse, write_beside, keep=1)

    def report(ended_by: int) -> None:
        print(ended_by, *content(warehouse), flush=True)

    for call in count():
        ended_by = forked(lambda call=call: publish_until(call))  # type: ignore[misc]
        forked(lambda ended_by=ended_by: report(ended_by))  # type: ignore[misc]
        if not ended_by:
            break


if __name__ == "__main__":
    main(Path(sys.argv[1]))
