"""Refreshes of the soak test: complete ones, killed ones, and two at once."""

import os
import signal
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from random import Random


@dataclass(frozen=True, slots=True)
class Run:
    """One refresh: exit status, output, duration (seconds), and whether it was killed."""

    status: int
    output: str
    seconds: float
    killed: bool = False


class Refresher:
    """Runs ``panelsocial refresh`` on one folder; ``typical``: seconds of one that publishes."""

    def __init__(self, folder: Path, chance: Random) -> None:
        self.folder, self.chance, self.typical = folder, chance, 20.0

    def whole(self, into: Path | None = None) -> Run:
        """A refresh that is not killed; its warehouse and cache are below ``into`` if given."""
        run = _ended(self._start(into or self.folder), time.monotonic())
        if run.status == 0 and "Publishing" in run.output:
            self.typical = run.seconds
        return run

    def one_round(self) -> tuple[str, list[Run]]:
        """Run the refreshes of a round of a random kind; return the kind and the refreshes."""
        kind = self.chance.choice(("whole", "killed", "killed", "two"))
        if kind == "whole":
            return kind, [self.whole()]
        if kind == "two":
            return kind, self.two()
        return kind, [*(self.killed() for _ in range(self.chance.randint(1, 3))), self.whole()]

    def killed(self) -> Run:
        """A refresh that is killed at a random moment, with its children, unless it ends earlier."""
        started = time.monotonic()
        process = self._start(self.folder)
        try:
            process.wait(self.chance.uniform(0.2, 1.1 * self.typical))
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            ended = _ended(process, started)
            return Run(ended.status, ended.output, ended.seconds, killed=True)
        return _ended(process, started)

    def two(self) -> list[Run]:
        """Two refreshes, the second started while the first runs."""
        started = time.monotonic()
        first = self._start(self.folder)
        time.sleep(self.chance.uniform(0, self.typical / 2))
        second = self._start(self.folder)
        return [_ended(first, started), _ended(second, started)]

    def _start(self, into: Path) -> subprocess.Popen[str]:
        folders = {"--raw": self.folder / "raw", "--warehouse": into / "warehouse"}
        folders["--extracted"] = into / "extracted"
        options = [str(part) for option in folders.items() for part in option]
        # Accepts every removal of a report: they are all intended.
        reviewed = {"PANELSOCIAL_GUARDS": str(self.folder / "guards.yml")}
        return subprocess.Popen(
            [Path(sys.executable).with_name("panelsocial"), "refresh", *options],
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            start_new_session=True,
            env=os.environ | reviewed,
        )


def _ended(process: subprocess.Popen[str], started: float) -> Run:
    output, _ = process.communicate()
    return Run(process.returncode, output, time.monotonic() - started)
