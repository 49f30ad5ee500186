"""The command `panelsocial` in a process that something happens to: ``python -m tests.crash.sabotage``.

``kill STAGE MOMENT`` ends it by SIGKILL when the display shows the stage: at its ``begin``, or at its
first ``advance``. ``fill STAGE MOMENT FILE`` writes to FILE until its disk is full, and goes on. The
arguments after ``--`` are those of the command.
"""

import os
import signal
import sys
from collections.abc import Callable
from pathlib import Path

from pipelines.cli import main
from pipelines.display import TerminalProgress


def kill() -> None:
    """End this process as the kernel or a power cut would."""
    os.kill(os.getpid(), signal.SIGKILL)


def fill(path: Path) -> None:
    """Leave no byte on the disk of ``path``; a full disk is no error here."""
    block = b"\0" * 65_536
    with path.open("ab", buffering=0) as file:
        while len(block):
            try:
                file.write(block)
            except OSError:
                block = block[: len(block) // 2]


def sabotage(stage: str, moment: str, happen: Callable[[], None]) -> None:
    """Let ``happen`` happen when the display of a refresh comes to ``stage`` and ``moment``."""
    begin, advance = TerminalProgress.begin, TerminalProgress.advance
    shown: list[str] = []

    def beginning(self: TerminalProgress, name: str, total: int | None = None) -> None:
        shown.append(name)
        begin(self, name, total)
        if (name, moment) == (stage, "begin"):
            happen()

    def advancing(self: TerminalProgress, what: str) -> None:
        advance(self, what)
        if (shown[-1], moment) == (stage, "advance"):
            happen()

    TerminalProgress.begin = beginning  # type: ignore[method-assign, assignment]
    TerminalProgress.advance = advancing  # type: ignore[method-assign]


if __name__ == "__main__":
    end = sys.argv.index("--")
    what, stage, moment, *file = sys.argv[1:end]
    sabotage(stage, moment, kill if what == "kill" else lambda: fill(Path(file[0])))
    main(sys.argv[end + 1 :])
