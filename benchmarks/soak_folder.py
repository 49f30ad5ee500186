"""The raw folder of the soak test, changed at random between two refreshes."""

import json
import os
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path
from random import Random

# Contents of files that are not reports.
GARBAGE = (b"", b"%PDF-1.7\nnot much of a PDF", b"<html>Not found</html>", b"Un texto cualquiera.\n")
NO_OF_CHANGES = (1, 1, 2, 3)


class RawFolder:
    """Reports below ``raw``, taken from the files ``pool``; every state of it is recorded in ``states``.

    A state is a JSON file: the list of [path below the folder, sha256 of the bytes], sorted.
    """

    def __init__(self, raw: Path, states: Path, pool: list[Path], chance: Random) -> None:
        self.raw, self.states, self.chance = raw, states, chance
        self.waiting = chance.sample(pool, len(pool))
        for folder in (raw, states):
            folder.mkdir(parents=True)

    def start(self, reports: int) -> None:
        """Add ``reports`` reports."""
        for _ in range(reports):
            self._add()
        self._keep_state()

    def change(self) -> list[str]:
        """Make one to three random changes; return a description of each."""
        done = [self._one_change()() for _ in range(self.chance.choice(NO_OF_CHANGES))]
        self._keep_state()
        return done

    def _one_change(self) -> Callable[[], str]:
        several = len(self._files()) > 4
        choices = [self._add] * 4 + [self._add_garbage, self._add_again]
        return self.chance.choice(choices + [self._replace] * 3 + [self._remove] * 2 if several else choices)

    def _add(self) -> str:
        if not self.waiting:
            return self._replace()
        report = self.waiting.pop()
        place = self.raw / self.chance.choice(("", "a b", "año")) / report.name
        self._write(place, report.read_bytes())
        return f"+{report.name}"

    def _add_garbage(self) -> str:
        name = f"bad {self.chance.randrange(1000)}{self.chance.choice(('.pdf', '.txt'))}"
        self._write(self.raw / name, self.chance.choice(GARBAGE))
        return f"+{name}"

    def _add_again(self) -> str:
        known = self.chance.choice(self._files())
        self._write(self.raw / f"copy of {known.name}", known.read_bytes())
        return f"+copy of {known.name}"

    def _replace(self) -> str:
        """Replace a file's content by that of another file."""
        first, second = self.chance.sample(self._files(), 2)
        self._write(first, second.read_bytes())
        return f"~{first.name}"

    def _remove(self) -> str:
        report = self.chance.choice(self._files())
        report.unlink()
        return f"-{report.name}"

    def _files(self) -> list[Path]:
        return sorted(path for path in self.raw.rglob("*") if path.is_file())

    def _write(self, place: Path, content: bytes) -> None:
        place.parent.mkdir(exist_ok=True)
        place.write_bytes(content)

    def _keep_state(self) -> None:
        """Record the state before the next refresh, atomically, because readers may read it meanwhile."""
        state = sorted(
            [str(path.relative_to(self.raw)), sha256(path.read_bytes()).hexdigest()] for path in self._files()
        )
        number = len(list(self.states.glob("*.json")))
        unfinished = self.states / ".unfinished"
        unfinished.write_text(json.dumps(state), "utf-8")
        os.replace(unfinished, self.states / f"{number:03}.json")  # noqa: PTH105 - atomic
