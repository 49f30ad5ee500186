"""Phrases and numbers broken over lines of a text dump with gaps: they end in the line of their row."""

from pathlib import Path

import pytest

from pipelines.form import match
from pipelines.form.readings.reading import Reading
from pipelines.read import read_document
from tests.form.documents import NAMES, TITLE, table

COVERAGE = "3. POBLACIÓN\n\nCobertura del Programa:\n\n"
GAPS = "".join(f"Sobre la columna {number}      otra\n" for number in range(5))
LINES = "5. PRESUPUESTO\n\n5.2) Presupuesto Total\n\n"


def _line(*cells: str) -> str:
    return "".join(f"{cell:30}" for cell in cells).rstrip() + "\n"


def _budget(*codes: str, subtitle: str, spending: str) -> str:
    return "".join(f"{code:14}" for code in codes) + f"{subtitle:34}{spending}\n"


YEARS = _line("", "2020", "2021") + "\n"
HEADER = _budget(
    "Partida", "Capítulo", "Programa", "Item", "Asignación", subtitle="Subtítulo", spending="Gastos ($miles)"
)


def _read(folder: Path, body: str) -> list[Reading]:
    path = folder / "dump.txt"
    path.write_text(
        f"{TITLE}{NAMES}Año de inicio: 2009\n\n{body}\n8. OBSERVACIONES DE LA INSTITUCIÓN\n\n{GAPS}",
        encoding="utf-8",
    )
    document = read_document(path)
    readings = match(document)
    assert sum(one.words for one in readings) == sum(len(page.words) for page in document.pages)
    return readings


def _coverage(readings: list[Reading]) -> list[tuple[str, str]]:
    rows = [
        table(readings, f"coverage.{name}") for name in ("target_population", "beneficiaries", "coverage")
    ]
    return [(row["previous"], row["current"]) for (row,) in rows]


@pytest.mark.parametrize(
    "first",
    [
        pytest.param(
            _line("Población Objetivo", "507.332", "El programa no presenta")
            + _line("", "", " información."),
            id="beside the first line",
        ),
        pytest.param(
            _line("", "", "El programa no")
            + _line("Población Objetivo", "507.332", "   presenta")
            + _line("", "", " información."),
            id="beside the second line",
        ),
    ],
)
def test_a_phrase_broken_over_lines_leaves_the_rows_below_their_lines(tmp_path: Path, first: str) -> None:
    others = _line("Beneficiarios Efectivos", "463.466", "2.180") + _line("Cobertura", "91,4%", "23%")
    assert _coverage(_read(tmp_path, COVERAGE + YEARS + first + others)) == [
        ("507.332", "El programa no presenta información."),
        ("463.466", "2.180"),
        ("91,4%", "23%"),
    ]


def test_a_number_broken_over_lines_ends_in_its_row(tmp_path: Path) -> None:
    rows = _budget("09", "01", "04", "01", "836", subtitle="21 (Gastos en Personal)", spending="4.840.521")
    rows += _budget(
        "09", "01", "04", "05", "679", subtitle="24 (Transferencias Corrientes)", spending="3.343."
    )
    rows += " " * (5 * 14 + 34) + "  783\n"
    readings = _read(
        tmp_path, LINES + HEADER + rows + "\nTotal Gasto al 4to trimestre 2021 ($miles): 8.184.304"
    )
    assert [row["spending"] for row in table(readings, "total_spending")] == ["4.840.521", "3.343.783"]


@pytest.mark.parametrize(
    "rows",
    [
        pytest.param(
            _line("Población Objetivo", "", "El programa no presenta")
            + _line("Beneficiarios Efectivos", "463.466", "información.")
            + _line("Cobertura", "91,4%", "23%"),
            id="beside two rows",
        ),
        pytest.param(
            _line("Población Objetivo", "507.332", "El programa no presenta")
            + _line("", "información.")
            + _line("Beneficiarios Efectivos", "463.466", "2.180")
            + _line("Cobertura", "91,4%", "23%"),
            id="below another cell",
        ),
        pytest.param(
            _line("Población Objetivo", "507.332", "1.234")
            + _line("", "", "783")
            + _line("Beneficiarios Efectivos", "463.466", "2.180")
            + _line("Cobertura", "91,4%", "23%"),
            id="a figure of its own",
        ),
    ],
)
def test_other_lines_leave_their_table_in_doubt(tmp_path: Path, rows: str) -> None:
    readings = _read(tmp_path, COVERAGE + YEARS + rows)
    found = [
        one for one in readings if one.item.startswith("coverage") and one.column == "current" and one.row_no
    ]
    assert {one.text for one in found if one.status in ("value", "not_reported")} <= {"23%", "2.180"}
