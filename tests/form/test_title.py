from datetime import date

import pytest

from pipelines.form import recognise
from pipelines.read import Unreadable
from tests.form.documents import NAMES, TITLE, dump, only, read, report


def test_the_year_and_closing_date_come_from_the_title() -> None:
    title = recognise(report("1. ANTECEDENTES"))
    assert (title.form, title.supported) == ("informe_detalle", True)
    assert (title.report_year, title.closing_date) == (2021, date(2021, 12, 31))
    assert title.title == "Informe de Detalle de Programas Sociales (cierre al 31 - diciembre - 2021)"


def test_a_title_may_wrap_and_stand_below_a_letterhead() -> None:
    title = recognise(
        dump(
            "Gobierno de Chile\n\nInforme de Detalle de\nProgramas Sociales\n\n"
            "(cierre al 30 -\njunio - 2018)\n"
        )
    )
    assert (title.report_year, title.closing_date) == (2018, date(2018, 6, 30))


@pytest.mark.parametrize(
    "printed",
    [
        "31 - noviembre - 2019",
        "29 - febrero - 2021",
        "0 - marzo - 2020",
        "32 - enero - 2020",
        "310 - enero - 2020",
        "31 - diciembro - 2020",
        "31 - 12 - 2020",
        "31 - diciembre - 20",
        "31 - diciembre - 0000",
        "31 - diciembre - 9999",
        "31 - diciembre -",
        "",
    ],
)
def test_a_closing_date_that_no_calendar_has_is_a_reason(printed: str) -> None:
    with pytest.raises(Unreadable) as error:
        recognise(dump(f"Informe de Detalle de Programas Sociales\n(cierre al {printed})\n{NAMES}"))
    assert error.value.reason == "invalid_date"
    assert printed in error.value.detail


def test_an_ex_ante_report_is_recognised_and_not_supported() -> None:
    title = recognise(
        dump(
            "Informe de detalle de Programas Sociales\n"
            "Evaluación Ex Ante - Proceso Formulación Presupuestaria 2022\nVersión: 2\n"
        )
    )
    assert (title.form, title.supported) == ("informe_ex_ante", False)
    assert (title.report_year, title.closing_date) == (2022, None)


def test_a_seguimiento_report_of_2017_is_recognised_and_not_supported() -> None:
    title = recognise(
        dump(
            "Informe de Seguimiento de Programas Sociales\n(cierre al 31 - diciembre - 2017)\n"
            "1. FICHA RESUMEN"
        )
    )
    assert (title.form, title.supported, title.report_year) == ("informe_seguimiento", False, 2017)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Cuenta pública 2021",
        "Informe de Detalle de Programas Sociales\n1. ANTECEDENTES",
        "Vea el Informe de Detalle de Programas Sociales\n(cierre al 31 - diciembre - 2021)",
        "palabra\n" * 20 + TITLE,
    ],
)
def test_anything_else_is_no_report(text: str) -> None:
    with pytest.raises(Unreadable) as error:
        recognise(dump(text))
    assert error.value.reason == "not_a_report"
    assert " ".join(text.split()[:12]) in error.value.detail


def test_name_ministry_and_service_may_each_wrap() -> None:
    readings = read(
        dump(
            f"{TITLE}Faros del Sur\n5.1) de la Costa\nMinisterio de Economía, Fomento\ny Turismo\n"
            "Servicio de\nEnsayo\nAño de inicio: 2009"
        )
    )
    assert only(readings, "program_name").text == "Faros del Sur 5.1) de la Costa"
    assert only(readings, "ministry").text == "Ministerio de Economía, Fomento y Turismo"
    assert only(readings, "service").text == "Servicio de Ensayo"


def test_a_service_that_begins_like_a_ministry_is_the_service() -> None:
    readings = read(dump(f"{TITLE}Faros\nMinisterio de Salud\nConsejo de Faros\nAño de inicio: 2009"))
    assert only(readings, "ministry").text == "Ministerio de Salud"
    assert only(readings, "service").text == "Consejo de Faros"


def test_where_an_unknown_ministry_ends_is_not_guessed() -> None:
    readings = read(dump(f"{TITLE}Faros\nMinisterio de Mareas\nAltas\nServicio X\nAño de inicio: 2009"))
    doubtful = {one.item: one.text for one in readings if one.status == "ambiguous"}
    assert doubtful == {
        "ministry": "Ministerio de Mareas",
        "ministry|service": "Altas",
        "service": "Servicio X",
    }
    assert only(readings, "program_name").status == "value"


def test_a_title_block_without_a_ministry_is_ambiguous() -> None:
    readings = read(dump(f"{TITLE}Faros\nServicio X\nAño de inicio: 2009"))
    items = {one.item for one in readings if one.status == "ambiguous"}
    assert items == {"program_name|ministry|service"}


def test_a_letterhead_above_the_title_is_unmapped() -> None:
    readings = read(dump(f"Gobierno de Chile\n{TITLE}{NAMES}Año de inicio: 2009"))
    assert [one.text for one in readings if one.status == "unmapped"] == ["Gobierno de Chile"]
    assert readings[0].text == "Gobierno de Chile"


def test_a_line_above_the_ministry_that_a_dump_prints_last_may_be_the_service() -> None:
    lines = "Faros de la\n\nServicio de Ensayo\n\nMinisterio de Salud\n\n"
    readings = read(dump(f"{TITLE}{lines}Año de inicio: 2009\n"))
    found = [(one.item, one.text, one.status) for one in readings if one.section == "0"][2:]
    assert found[:3] == [
        ("program_name", "Faros de la", "ambiguous"),
        ("program_name|service", "Servicio de Ensayo", "ambiguous"),
        ("ministry", "Ministerio de Salud", "value"),
    ]
    assert "service" not in {item for item, _, _ in found}
