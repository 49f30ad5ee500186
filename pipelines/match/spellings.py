"""Names of ministries and services that may be spellings of known ones: read them, write decisions."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import duckdb

from pipelines.match.reviewed_file import append_row, read_rows


@dataclass(frozen=True, slots=True)
class Spelling:
    """A name that no reviewed file has, and ``candidate``, the known name that it most likely means.

    ``kind`` is ministry or service, ``concerned_clp`` the pesos that a decision moves to the other name (None
    where no report states any), ``score`` from 0 to 1, ``others`` are less likely known names, and
    ``source_file`` is a report that prints ``name``.
    """

    kind: str
    name: str
    candidate: str
    concerned_clp: int | None
    score: float
    evidence: str
    source_file: str
    others: Sequence[str]


_SPELLINGS = """
    select kind, printed_name,
        max(candidate_name) filter (where rank = 1),
        max(concerned_clp) as concerned_clp,
        max(score) filter (where rank = 1),
        max(evidence) filter (where rank = 1),
        max(source_file),
        coalesce(list(candidate_name order by rank) filter (where rank > 1), [])
    from quality.spelling_matches where kind <> 'region'
    group by kind, printed_name order by concerned_clp desc nulls last, kind, printed_name
"""


def spellings(con: duckdb.DuckDBPyConnection) -> list[Spelling]:
    """Every ministry and service of ``quality.spelling_matches``, the one that concerns most money first.

    Raises ``duckdb.Error`` when the warehouse has no such table.
    """
    return [Spelling(*row) for row in con.execute(_SPELLINGS).fetchall()]


class SpellingReview:
    """The file ``institution_aliases.csv`` in the seeds of a dbt project."""

    def __init__(self, dbt_project: Path) -> None:
        self.file = dbt_project / "seeds" / "institution_aliases.csv"

    def is_decided(self, spelling: Spelling) -> bool:
        """Whether the file has the name already. Raises ``ReviewError`` when there is no file."""
        decided = {(row["printed"], row["kind"]) for row in read_rows(self.file)}
        return (spelling.name, spelling.kind) in decided

    def accept(self, spelling: Spelling, source: str) -> None:
        """Write that the name means the candidate; ``source`` says who decided and when.

        Raises as ``append_row`` does.
        """
        self._write(spelling, spelling.candidate, source)

    def keep(self, spelling: Spelling, source: str) -> None:
        """Write that the name is a separate institution. Raises as ``append_row`` does."""
        self._write(spelling, spelling.name, source)

    def _write(self, spelling: Spelling, canonical: str, source: str) -> None:
        row = {"printed": spelling.name, "canonical": canonical, "kind": spelling.kind}
        append_row(self.file, {**row, "source": f"{source}: {spelling.evidence}"})
