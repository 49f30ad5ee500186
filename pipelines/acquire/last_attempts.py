"""What the ledger says is held, and how the last attempts ended."""

from pipelines.acquire.ledger import Entry, Ledger
from pipelines.acquire.status import CONFIRMED, Kind

Key = tuple[Kind, int | None, str | None]


class LastAttempts:
    """The last entry of everything that was asked for, and the last that says what is held."""

    def __init__(self, ledger: Ledger) -> None:
        self._last: dict[Key, Entry] = {}
        self._confirmed: dict[Key, Entry] = {}
        for entry in ledger.entries():
            key = (entry.kind, entry.year, entry.id_programa)
            self._last[key] = entry
            if entry.status in CONFIRMED:
                self._confirmed[key] = entry

    def last(self, kind: Kind, year: int, id_programa: str | None = None) -> Entry | None:
        """The last attempt at an index (no ``id_programa``) or a document."""
        return self._last.get((kind, year, id_programa))

    def confirmed(self, kind: Kind, year: int, id_programa: str | None = None) -> Entry | None:
        """The last attempt after which it was held as the source has it."""
        return self._confirmed.get((kind, year, id_programa))
