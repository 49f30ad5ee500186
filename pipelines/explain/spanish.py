"""Spanish names of measures: everyday words, the form's labels, and the dictionary's descriptions."""

import csv
import re
import unicodedata
from collections import defaultdict
from functools import cache
from importlib.resources import files

import duckdb

_NAMES = """
    select "column", spanish_label, description_es from dictionary
    where "table" like 'fct_%' or "table" = 'program_year'
"""
_END_OF_NAME = re.compile(r"[,:;.(]| en pesos| en la unidad")


def folded(text: str | None) -> str:
    """``text`` without case, accents and anything but letters and digits, which are separated by a space."""
    letters = unicodedata.normalize("NFD", (text or "").casefold())
    return " ".join(
        re.findall(r"[a-z0-9]+", "".join(one for one in letters if not unicodedata.combining(one)))
    )


def columns_called(con: duckdb.DuckDBPyConnection, measure: str) -> frozenset[str]:
    """The columns of facts and of ``program_year`` whose Spanish name is ``measure``, or contains it.

    An everyday word has one meaning. Else it is the label of the form, or the beginning of the description in
    the table ``dictionary``. Empty if nothing is called so.
    """
    wanted = folded(measure)
    if column := _everyday().get(wanted):
        return frozenset({column})
    names: dict[str, set[str]] = defaultdict(set)
    for column, label, description in con.execute(_NAMES).fetchall():
        for name in [*(label or "").split("|"), description]:
            if short := folded(_END_OF_NAME.split(name.strip(), maxsplit=1)[0]):
                names[short].add(column)
    exact = names.get(wanted, set())
    parts = (columns for name, columns in names.items() if wanted and f" {wanted} " in f" {name} ")
    return frozenset(exact or set().union(*parts))


@cache
def _everyday() -> dict[str, str]:
    """Words that people use, and the column that each means: a reviewed file."""
    text = files("pipelines.explain").joinpath("everyday_words.csv").read_text("utf-8")
    return {folded(row["word"]): row["column"] for row in csv.DictReader(text.splitlines())}
