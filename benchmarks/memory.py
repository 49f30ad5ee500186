"""The memory of a process and of all that it started, from Linux's /proc."""

import re
from dataclasses import dataclass
from pathlib import Path

PROC = Path("/proc")


@dataclass(frozen=True, order=True)
class Memory:
    """Bytes: ``proportional`` counts what several processes share once (PSS), ``resident`` in each (RSS)."""

    proportional: int
    resident: int

    def __str__(self) -> str:
        return f"{self.proportional / 1e6:.0f} MB (RSS {self.resident / 1e6:.0f} MB)"


def memory_of(pid: int) -> Memory:
    """The memory of process ``pid`` and of its descendants."""
    proportional = resident = 0
    for one in _tree(pid):
        try:
            rolled_up = (PROC / str(one) / "smaps_rollup").read_text()
        except OSError:
            continue  # it has just ended
        proportional += _bytes(rolled_up, "Pss")
        resident += _bytes(rolled_up, "Rss")
    return Memory(proportional, resident)


def _bytes(rolled_up: str, name: str) -> int:
    found = re.search(rf"^{name}:\s+(\d+) kB$", rolled_up, re.MULTILINE)
    return 1024 * int(found[1]) if found else 0


def _tree(pid: int) -> set[int]:
    parents = {}
    for stat in PROC.glob("[0-9]*/stat"):
        try:
            parents[int(stat.parent.name)] = int(stat.read_text().rpartition(")")[2].split()[1])
        except OSError:
            continue
    tree = {pid}
    while more := {child for child, parent in parents.items() if parent in tree} - tree:
        tree |= more
    return tree
