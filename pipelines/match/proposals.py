"""Read from the published warehouse the pairs of programmes that may be the same."""

from dataclasses import dataclass

import duckdb


@dataclass(frozen=True, slots=True)
class Title:
    """A programme's key, and its name and service in one report."""

    program_key: str
    name: str
    service: str | None
    source_file: str


@dataclass(frozen=True, slots=True)
class Year:
    """Pesos executed and beneficiaries of one of the two programmes in a year; None where not stated."""

    report_year: int
    program_key: str
    executed_clp: int | None
    beneficiaries: int | None


@dataclass(frozen=True, slots=True)
class Proposal:
    """A pair: ``old`` in its last report, ``new`` in its first one (``first_year``).

    ``concerned_clp`` are the pesos that a decision moves to the other programme, None where neither states
    any. ``score`` is from 0 to 1, ``rank`` 1 the likeliest candidate of ``old``. ``evidence`` lists the
    reasons for the pair, separated by "; ". ``years`` has the figures of both.
    """

    old: Title
    new: Title
    first_year: int
    concerned_clp: int | None
    score: float
    rank: int
    evidence: str
    years: tuple[Year, ...]


_PAIRS = """
    select program_key, program_name, matches.service, old.source_file,
        candidate_key, candidate_name, candidate_service, new.source_file,
        first_report_year, concerned_clp, score, rank, evidence
    from quality.program_matches as matches
    join dim_report as old using (program_key)
    join dim_report as new on new.program_key = candidate_key
    where old.year = last_report_year and new.year = first_report_year
    order by concerned_clp desc nulls last, rank, score desc, program_name, candidate_name
"""
_YEARS = """
    select year, program_key, executed_clp, beneficiaries
    from program_year where program_key in (?, ?) order by year
"""


def proposals(con: duckdb.DuckDBPyConnection) -> list[Proposal]:
    """Every pair of ``quality.program_matches``, the one that concerns most money first.

    Raises ``duckdb.Error`` when the warehouse has no such table.
    """
    return [
        Proposal(
            old=Title(*row[0:4]),
            new=Title(*row[4:8]),
            first_year=row[8],
            concerned_clp=row[9],
            score=row[10],
            rank=row[11],
            evidence=row[12],
            years=tuple(Year(*year) for year in con.execute(_YEARS, [row[0], row[4]]).fetchall()),
        )
        for row in con.execute(_PAIRS).fetchall()
    ]
