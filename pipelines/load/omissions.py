"""Take personal data out of what is loaded: contacts, RUT numbers, and the names and posts of officials.

Few texts have any: DuckDB finds those that might, and ``contacts`` decides about each.
"""

import re
from collections.abc import Iterable
from typing import Any

import duckdb

from pipelines.form.spec.load import the_form
from pipelines.form.spec.model import Field, Item, Repeat, Table
from pipelines.load.contacts import OFFICIAL_MARKER, OFFICIALS, SUSPECT, without_contacts

NUMBER_MARKER = "[número omitido]"

_FIGURE = r"-?\s?\$?\s?[0-9][0-9.,]*\s?(?:-\s?[0-9kK])?\s?%?"
"""What is left as it is in a figure's cell, though it may look like a RUT or a telephone number."""

_NUMBER = re.compile(r"[0-9]+(?:[.,][0-9]+)*")

# The item that a reading is about, or may be about where the form does not know its label.
_ABOUT = "coalesce(if(label = '', null, resembles), item)"

_NOBODY = r"(?i)(no informad[oa]|no aplica|sin informaci[oó]n|s/i|n/a)?[.]?"

_IS_OF_OFFICIAL = (
    f"{_ABOUT} in (select unnest($officials)) and status not in ('not_reported', 'not_applicable', 'blank')"
    f" and not regexp_full_match(text, '{_NOBODY}')"
)


def omit_in_readings(con: duckdb.DuckDBPyConnection, table: str, *, keep_officials: bool) -> None:
    """Replace personal data in the columns label and text of ``table``, readings of reports.

    Makes the temporary table `omitted_numbers`: the numbers (of four digits or more) that are no longer in a
    report's text. A line that the form does not know is read together with the ones before and behind it, and
    a value with its label.
    """
    rows = con.execute(
        "with surrounded as ("
        "  select report_id, reading_no, text,"
        "    concat_ws(chr(10), if(status = 'unmapped', lag(text) over lines, null), nullif(label, ''))"
        "      as before,"
        "    if(status = 'unmapped', coalesce(lead(text) over lines, ''), '') as after,"
        "    list_contains($figures, concat(split_part(item, '.', 1), '.',"
        "      regexp_replace(column_id, '_[0-9]+$', ''))) as is_figure"
        f" from {table} window lines as (partition by report_id, status = 'unmapped' order by reading_no))"
        " select report_id, reading_no, before, text, after from surrounded"
        " where regexp_matches(concat_ws(chr(10), before, text, after), $suspect)"
        f" and not (is_figure and regexp_full_match(text, '{_FIGURE}'))",
        {"figures": _figures(), "suspect": SUSPECT},
    ).fetchall()
    cleaned = [
        (report, number, text, new)
        for report, number, before, text, after in rows
        if (new := without_contacts(text, before, after)) != text
    ]
    con.execute("create temp table omitted (report_id varchar, reading_no integer, text varchar)")
    con.execute("create temp table omitted_numbers (report_id varchar, number varchar)")
    _fill(con, "omitted", [(report, number, new) for report, number, _, new in cleaned])
    gone = {
        (report, number)
        for report, _, text, new in cleaned
        for number in {*_NUMBER.findall(text)} - {*_NUMBER.findall(new)}
        if sum(map(str.isdigit, number)) >= 4
    }
    _fill(con, "omitted_numbers", sorted(gone))
    con.execute(
        f"update {table} set text = omitted.text from omitted"
        f" where {table}.report_id = omitted.report_id and {table}.reading_no = omitted.reading_no"
    )
    con.execute("drop table omitted")
    omit_in(con, table, ["label"])
    if not keep_officials:
        con.execute(
            f"update {table} set text = $marker where {_IS_OF_OFFICIAL}",
            {"marker": OFFICIAL_MARKER, "officials": list(OFFICIALS)},
        )


def reports_with_other_officials(con: duckdb.DuckDBPyConnection, *, keep_officials: bool) -> list[str]:
    """The loaded reports that name officials, if they are not to be kept, or else omit them."""
    rows = con.execute(
        f"select distinct report_id from raw.readings where {_IS_OF_OFFICIAL} and (text = $marker) = $keep",
        {"marker": OFFICIAL_MARKER, "officials": list(OFFICIALS), "keep": keep_officials},
    ).fetchall()
    return [report for (report,) in rows]


def omit_in(con: duckdb.DuckDBPyConnection, table: str, columns: Iterable[str]) -> None:
    """Replace contacts and RUT numbers in these columns of ``table``."""
    for column in columns:
        for old, new in _cleaned(con, table, column):
            con.execute(f"update {table} set {column} = $new where {column} = $old", {"new": new, "old": old})


def omit_in_file_names(con: duckdb.DuckDBPyConnection, table: str, name: str, sha256: str) -> None:
    """Replace contacts and RUT numbers in the column ``name`` of ``table``; a "_" counts as a space.

    As two names may differ in nothing else, such a name then ends with the beginning of the file's checksum.
    """
    for old, new in _cleaned(con, table, name, spaces="_"):
        con.execute(
            f"update {table} set {name} = concat_ws(' ', $new, left({sha256}, 8)) where {name} = $old",
            {"new": new, "old": old},
        )


def _cleaned(
    con: duckdb.DuckDBPyConnection, table: str, column: str, spaces: str = " "
) -> list[tuple[str, str]]:
    """The texts of a column that have something to omit, each with what is left of it."""
    found = con.execute(
        f"select distinct {column} from {table}"
        f" where regexp_matches(concat_ws(' ', {column}, replace({column}, $spaces, ' ')), $suspect)",
        {"suspect": SUSPECT, "spaces": spaces},
    ).fetchall()
    cleaned = []
    for (text,) in found:
        new = without_contacts(text)
        spaced = new.replace(spaces, " ")
        if (without := without_contacts(spaced)) != spaced:
            new = without
        if new != text:
            cleaned.append((text, new))
    return cleaned


def _fill(con: duckdb.DuckDBPyConnection, table: str, rows: list[tuple[Any, ...]]) -> None:
    if rows:
        con.executemany(f"insert into {table} values ({', '.join('?' for _ in rows[0])})", rows)


def _figures() -> list[str]:
    """Item and column, joined by a dot, of every place of the form that holds a figure."""
    return [figure for section in the_form().sections for item in section.items for figure in _of(item)]


def _of(item: Item | Repeat) -> list[str]:
    match item:
        case Repeat():
            return [figure for one in item.items for figure in _of(one)]
        case Table():
            columns = [*item.columns, *(column for _, column in item.extra)]
            held = [column.id for column in columns if column.kind in {"number", "percent"}]
            return [f"{item.id}.{column}" for column in (*held, item.open_columns) if column]
        case Field(extent="box"):
            return [f"{item.id}.value"]
        case _:
            return []
