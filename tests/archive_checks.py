"""Compare a warehouse with the truth about an archive; every function lists complaints, one sentence each.

Documents are known by their file, so nothing here depends on the names the warehouse gave to programmes.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import astuple
from pathlib import PurePosixPath
from typing import Any

import duckdb

from tests.corpus.archive_model import Archive
from tests.corpus.archive_truth import (
    continued,
    counts,
    findings,
    printed,
    restated_years,
    restatements,
    segments,
    sums,
)

Row = tuple[Any, ...]

NOT_PRINTED = {"price_base_year", "nominal_clp", "real_clp", "change"}
"""Measures of facts that follow from others by rules of the warehouse; `_real_clp` columns too."""

ROUNDING = 0.011
"""Largest difference of a sum: coverage has two decimals."""


def wrong_identities(con: duckdb.DuckDBPyConnection, archive: Archive) -> list[str]:
    """Documents of two programmes under one key, and one programme's under several that are not proposed.

    A pair is proposed well where it has rank 1 of its programme.
    """
    keys = dict(_by_file(con, "select source_file, program_key from quality.documents"))
    complaints = [f"{one.file} is not in the warehouse" for one in archive.published if one.file not in keys]
    merged: defaultdict[str, set[int]] = defaultdict(set)
    for one in archive.published:
        merged[keys.get(one.file, "")].add(one.programme)
    for key, programmes in merged.items():
        if len(programmes) > 1:
            complaints.append(f"{key} holds the programmes {sorted(programmes)}")
    of_segment: defaultdict[object, set[str]] = defaultdict(set)
    for file, segment in segments(archive).items():
        of_segment[segment].add(keys.get(file, ""))
    complaints += [
        f"programme {segment} has the keys {sorted(found)}"
        for segment, found in of_segment.items()
        if len(found) > 1
    ]
    ranks = {
        (one, other): rank
        for one, other, rank in con.execute(
            "select program_key, candidate_key, rank from quality.program_matches"
        ).fetchall()
    }
    for earlier, later in continued(archive):
        pair = (min(of_segment[earlier]), min(of_segment[later]))
        if pair[0] != pair[1] and ranks.get(pair) != 1:
            complaints.append(f"programme {earlier}: its next name has rank {ranks.get(pair)}")
    return complaints


def split_programmes(con: duckdb.DuckDBPyConnection, archive: Archive) -> list[str]:
    """Programmes under more than one key, as there must be none once every true proposal is accepted."""
    keys: defaultdict[int, set[str]] = defaultdict(set)
    programmes = {one.file: one.programme for one in archive.published}
    for file, key in _by_file(con, "select source_file, program_key from quality.documents"):
        keys[programmes[file]].add(key)
    return [f"programme {number}: {sorted(found)}" for number, found in keys.items() if len(found) > 1]


def true_pairs(con: duckdb.DuckDBPyConnection, archive: Archive) -> set[tuple[str, str]]:
    """The keys of neighbouring names of one programme that are not joined, as proposals name them."""
    keys = dict(_by_file(con, "select source_file, program_key from quality.documents"))
    of_segment = {segment: keys[file] for file, segment in segments(archive).items()}
    pairs = {(of_segment[earlier], of_segment[later]) for earlier, later in continued(archive)}
    return {(old, new) for old, new in pairs if old != new}


def wrong_checks(con: duckdb.DuckDBPyConnection, archive: Archive) -> list[str]:
    """Planted faults that no check of that name found, and checks that broke where nothing was planted."""
    broken: defaultdict[str, set[str]] = defaultdict(set)
    for file, check in _by_file(
        con,
        "select source_file, check_name from quality.reconciliations"
        " join quality.documents using (report_id) where status = 'breaks'",
    ):
        broken[file].add(check)
    complaints = []
    for one in archive.published:
        named = ", ".join(str(fault["fault"]) for fault in one.report.faults) or "nothing planted"
        for check in sorted(one.breaks - broken[one.file]):
            complaints.append(f"{one.file} ({named}): {check} did not find it")
        for check in sorted(broken[one.file] - one.breaks):
            complaints.append(f"{one.file} ({named}): {check} breaks")
    return complaints


def wrong_restatements(
    con: duckdb.DuckDBPyConnection, archive: Archive, groups: Mapping[str, object]
) -> list[str]:
    """Figures that two vintages print differently and that are not listed so, with both places; and others.

    ``groups`` says which documents the warehouse takes for one programme: file → anything.
    """
    rows = con.execute(
        "select kind, table_name, column_name, reference_year, item,"
        " earlier_source_file, earlier_value::double, earlier_printed_text,"
        " later_source_file, later_value::double, later_printed_text"
        " from quality.restatements where earlier_page >= 1 and later_page >= 1"
        " and earlier_reading_no is not null and later_reading_no is not null"
    ).fetchall()
    found = {(*row[:5], _name(row[5]), *row[6:8], _name(row[8]), *row[9:]) for row in rows}
    wanted = {astuple(one) for one in restatements(archive, groups)}
    return _differences("restatement", wanted, found)


def wrong_figures(con: duckdb.DuckDBPyConnection, archive: Archive) -> list[str]:
    """Printed numbers that ``vintages`` does not have for that document, table, column, year and item."""
    found = {
        (_name(file), table, column, year, item, value)
        for file, table, column, year, item, value in con.execute(
            "select source_file, table_name, column_name, reference_year, item, value"
            " from vintages join quality.documents using (report_id) where value is not null"
        ).fetchall()
    }
    wanted = {
        (one.file, *number.key, float(number.value)) for one in archive.published for number in printed(one)
    }
    return [f"no figure {row}" for row in sorted(wanted - found, key=str)]


def wrong_sums(con: duckdb.DuckDBPyConnection, archive: Archive, groups: Mapping[str, object]) -> list[str]:
    """Sums of a measure by year, over a whole fact without a filter, that are not the truth."""
    found = {
        (table, column, year): total
        for table, column in measures(con)
        for year, total in con.execute(
            f'select year, sum("{column}")::double as total from {table} group by year'
            " having total is not null"
        ).fetchall()
    }
    wanted = sums(archive, groups)
    asked = {
        key: total
        for key, total in found.items()
        if key[1] not in NOT_PRINTED and not key[1].endswith("_real_clp")
    }
    return [
        f"{'.'.join(key[:2])} of {key[2]} adds up to {asked.get(key)}, not {wanted.get(key)}"
        for key in sorted(wanted.keys() | asked.keys())
        if asked.get(key) is None or wanted.get(key) is None or abs(asked[key] - wanted[key]) > ROUNDING
    ]


def measures(con: duckdb.DuckDBPyConnection) -> list[tuple[str, str]]:
    """Table and column of every number of a fact that is no key."""
    return con.execute(
        "select table_name, column_name from duckdb_columns() where schema_name = 'main'"
        " and starts_with(table_name, 'fct_') and data_type in ('BIGINT', 'DOUBLE') order by all"
    ).fetchall()


def wrong_counts(con: duckdb.DuckDBPyConnection, archive: Archive, groups: Mapping[str, object]) -> list[str]:
    """Rows by year, of a whole table without a filter, that are not the truth."""
    wanted = counts(archive, groups)
    facts = {table for table, _ in measures(con)} | {table for table, _ in wanted}
    found = {
        (table, year): count
        for table in sorted(facts)
        for year, count in con.execute(f"select year, count(*) from {table} group by year").fetchall()
    }
    return [
        f"{table} has {found.get((table, year), 0)} rows of {year}, not {wanted.get((table, year), 0)}"
        for table, year in sorted(wanted.keys() | found.keys())
        if found.get((table, year)) != wanted.get((table, year))
    ]


def wrong_restated_years(
    con: duckdb.DuckDBPyConnection, archive: Archive, groups: Mapping[str, object]
) -> list[str]:
    """Rows of ``program_year`` whose ``restated_by`` lacks a later report that differs, or names another."""
    found = _by_file(
        con,
        "select source_file, unnest(restated_by) from program_year join quality.documents using (report_id)",
    )
    return _differences("restated year", restated_years(archive, groups), found)


def wrong_findings(
    con: duckdb.DuckDBPyConnection, archive: Archive, groups: Mapping[str, object]
) -> list[str]:
    """Findings by the official rules that are not those of the printed figures, or that say no reason."""
    rows = con.execute(
        "select source_file, rule, finding, reason from program_findings join dim_report using (report_id)"
        " where rule <> 'purpose_indicator_worse'"
    ).fetchall()
    silent = [
        f"{file}: {rule} has no reason" for file, rule, finding, why in rows if (finding is None) != bool(why)
    ]
    found = [(_name(file), rule, finding) for file, rule, finding, _ in rows]
    wanted = [(*key, finding) for key, finding in findings(archive, groups).items()]
    return silent + _differences("finding", wanted, found)


def _differences(what: str, wanted: Iterable[Row], found: Iterable[Row]) -> list[str]:
    wanted, found = set(wanted), set(found)
    return [f"no {what} {row}" for row in sorted(wanted - found, key=str)] + [
        f"unexpected {what} {row}" for row in sorted(found - wanted, key=str)
    ]


def _by_file(con: duckdb.DuckDBPyConnection, query: str) -> list[tuple[str, Any]]:
    return [(_name(file), value) for file, value in con.execute(query).fetchall()]


def _name(source_file: str) -> str:
    return PurePosixPath(source_file).name
