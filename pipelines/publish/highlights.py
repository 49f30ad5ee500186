"""The figures of a release that a person cares about first, for its newest year with figures."""

from dataclasses import dataclass

import duckdb

from pipelines.build.persons import COUNTS_PERSONS


@dataclass(frozen=True, slots=True)
class Highlights:
    """Figures of ``year``, as the reports of that year state them.

    ``programmes`` have stated that they executed ``executed_clp`` together, in pesos of the year.
    ``person_programmes`` count persons and reached ``persons`` together; one person may be in several
    programmes. ``other_programmes`` count something else, or do not say what. Of ``compared`` programmes,
    which state their initial budget too, ``under`` executed less than the official range begins at: 85 % of
    it.
    """

    year: int
    executed_clp: int
    programmes: int
    persons: int
    person_programmes: int
    other_programmes: int
    under: int
    compared: int


_FIGURES = f"""
    with figures as (
        select *, {COUNTS_PERSONS} as is_persons
        from program_year
        where year = (select max(year) from program_year where executed_clp is not null)
    )
    select
        any_value(year),
        coalesce(sum(executed_clp), 0),
        count(executed_clp),
        coalesce(sum(beneficiaries) filter (is_persons), 0),
        count(beneficiaries) filter (is_persons),
        count(beneficiaries) filter (not is_persons),
        count(*) filter (execution_band = 'under_execution'),
        count(execution_band)
    from figures
"""


def highlights_of(con: duckdb.DuckDBPyConnection) -> Highlights | None:
    """The figures of the newest year for which a report states an executed amount.

    None if there is none, or if the release is of an edition whose tables are others.
    """
    try:
        row = con.execute(_FIGURES).fetchall()[0]
    except duckdb.BinderException:
        return None
    return None if row[0] is None else Highlights(*map(int, row))
