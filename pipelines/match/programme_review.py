"""Write decisions about pairs of programmes: program_aliases.csv (same), program_distinct.csv (different)."""

from pathlib import Path

from pipelines.language import _
from pipelines.match.proposals import Proposal
from pipelines.match.reviewed_file import ReviewError, Row, append_row, read_rows

Pair = tuple[str, str, str, str]
"""Old name and service, new name and service."""


class ProgrammeReview:
    """The two files of decisions in the seeds of a dbt project."""

    def __init__(self, dbt_project: Path) -> None:
        self.aliases = dbt_project / "seeds" / "program_aliases.csv"
        self.distinct = dbt_project / "seeds" / "program_distinct.csv"

    def is_decided(self, proposal: Proposal) -> bool:
        """Whether one of the files has the pair already; the next refresh applies it."""
        pair = _pair(_row(proposal))
        return any(pair == _pair(row) for file in (self.aliases, self.distinct) for row in read_rows(file))

    def accept(self, proposal: Proposal, source: str) -> None:
        """Write that the two are the same programme; ``source`` says who decided and when.

        Raises ``ReviewError`` when the file has another new name for the old one or a service is unknown,
        and ``OSError`` when it cannot be written.
        """
        row = _row(proposal)
        for known in read_rows(self.aliases):
            if _pair(known)[:2] == _pair(row)[:2]:
                said = _("{file} already has a new name for {old!r}: {new!r}.")
                raise ReviewError(said.format(file=self.aliases, old=row["old_name"], new=known["new_name"]))
        if not (proposal.old.service and proposal.new.service):
            raise ReviewError(
                _("One of the two reports does not state its service, which the file requires.")
            )
        decided = {"first_year": str(proposal.first_year), "reason": proposal.evidence, "source": source}
        append_row(self.aliases, {**row, **decided})

    def refuse(self, proposal: Proposal, source: str) -> None:
        """Write that the two are different programmes. Raises as ``append_row`` does."""
        append_row(self.distinct, {**_row(proposal), "reason": proposal.evidence, "source": source})


def _row(proposal: Proposal) -> Row:
    old, new = proposal.old, proposal.new
    return {
        "old_name": old.name,
        "service": old.service or "",
        "new_name": new.name,
        "new_service": "" if new.service == old.service else new.service or "",
    }


def _pair(row: Row) -> Pair:
    """The row's key; an empty new service means the same service."""
    return (row["old_name"], row["service"], row["new_name"], row["new_service"] or row["service"])
