"""Labels in words that the form does not know, over all reports: read them, write those that are accepted."""

from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path

import duckdb

from pipelines.form.spec.load import WORDINGS_FILE
from pipelines.match.reviewed_file import append_row, read_rows


@dataclass(frozen=True, slots=True)
class Wording:
    """A label in unknown words, ``{year}`` for a year in it, and the item of the form whose label it may be.

    ``reports`` print it, from ``first_year`` to ``last_year``; ``source_file`` is one of them.
    """

    section: str
    item: str
    label: str
    reports: int
    first_year: int
    last_year: int
    source_file: str


_WORDINGS = r"""
    select section, resembles, regexp_replace(text, '\b(19|20)\d\d\b', '{year}', 'g') as wording,
        count(distinct report_id) as reports, min(year), max(year), max(source_file)
    from quality.unmapped_readings where resembles is not null
    group by section, resembles, wording order by reports desc, section, resembles, wording
"""


def wordings(con: duckdb.DuckDBPyConnection) -> list[Wording]:
    """Every label in unknown words, the most frequent first.

    Raises ``duckdb.Error`` when the warehouse has no such table.
    """
    return [Wording(*row) for row in con.execute(_WORDINGS).fetchall()]


class WordingReview:
    """The file of the form's specification with the wordings that were accepted."""

    def __init__(self, file: Path | None = None) -> None:
        self.file = file or Path(str(files("pipelines.form.spec").joinpath(WORDINGS_FILE)))

    def is_decided(self, wording: Wording) -> bool:
        """Whether the file has the label already. Raises ``ReviewError`` when there is no file."""
        decided = {(row["section"], row["item"], row["label"]) for row in read_rows(self.file)}
        return (wording.section, wording.item, wording.label) in decided

    def accept(self, wording: Wording, source: str) -> None:
        """Write that this is a label of the item; ``source`` says who decided and when.

        Raises as ``append_row`` does.
        """
        row = {"section": wording.section, "item": wording.item, "label": wording.label}
        years = {"first_year": str(wording.first_year), "last_year": str(wording.last_year)}
        append_row(self.file, {**row, **years, "source": source})
