"""Pairs of programmes that may be one, as the published warehouse proposes them."""

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
    """What one of the two reports for a year, pesos executed and beneficiaries; None where not stated."""

    report_year: int
    program_key: str
    executed_clp: int | None
    beneficiaries: int | None


@dataclass(frozen=True, slots=True)
class Proposal:
    """``old`` as it last reports before ``new`` first does, what speaks for the pair, and both in figures."""

    old: Title
    new: Title
    first_year: int
    score: float
    rank: int
    evidence: str
    years: tuple[Year, ...]


_PAIRS = """
    select program_key, program_name, matches.service, old.source_file,
        candidate_key, candidate_name, candidate_service, new.source_file,
        first_report_year, score, rank, evidence
    from quality.program_matches as matches
    join dim_report as old using (program_key)
    join dim_report as new on new.program_key = candidate_key
    where old.is_current and old.report_year = last_report_year
        and new.is_current and new.report_year = first_report_year
    order by rank, score desc, program_name, candidate_name
"""
_YEARS = """
    select report.report_year, report.program_key, executed_clp, beneficiaries
    from dim_report as report
    left join fct_spending as spending
        on spending.report_id = report.report_id and spending.reference_year = report.report_year
    left join fct_beneficiaries as people
        on people.report_id = report.report_id and people.reference_year = report.report_year
    where report.is_current and report.program_key in (?, ?)
    order by report.report_year
"""


def proposals(con: duckdb.DuckDBPyConnection) -> list[Proposal]:
    """Every proposal of ``quality.program_matches``: first candidates first, the likeliest of them on top.

    Raises ``duckdb.Error`` where the warehouse is older than the table.
    """
    return [
        Proposal(
            old=Title(*row[0:4]),
            new=Title(*row[4:8]),
            first_year=row[8],
            score=row[9],
            rank=row[10],
            evidence=row[11],
            years=tuple(Year(*year) for year in con.execute(_YEARS, [row[0], row[4]]).fetchall()),
        )
        for row in con.execute(_PAIRS).fetchall()
    ]
