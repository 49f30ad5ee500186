"""Look up, per index and document, the last ledger entry and the last one that confirmed the stored file."""

from pipelines.acquire.ledger import Entry, Ledger
from pipelines.acquire.status import CONFIRMED, Kind

Key = tuple[Kind, int | None, str | None]


class LastAttempts:
    """The ledger's last entry, and its last entry with a confirmed status, of everything requested."""

    def __init__(self, ledger: Ledger) -> None:
        self._last = {_key(entry): entry for entry in ledger.newest()}
        self._confirmed = {_key(entry): entry for entry in ledger.newest(CONFIRMED)}

    def last(self, kind: Kind, year: int, id_programa: str | None = None) -> Entry | None:
        """The last attempt at an index (no ``id_programa``) or a document."""
        return self._last.get((kind, year, id_programa))

    def confirmed(self, kind: Kind, year: int, id_programa: str | None = None) -> Entry | None:
        """The last attempt after which the stored file was what the source has."""
        return self._confirmed.get((kind, year, id_programa))


def _key(entry: Entry) -> Key:
    return entry.kind, entry.year, entry.id_programa
