"""The hostile files are what they claim to be."""

import io
import json
import zlib
from pathlib import Path

import pdfplumber
import pytest
from click.testing import CliRunner
from pdfplumber.utils.exceptions import PdfminerException

from pipelines.read.errors import REASONS as CLOSED_LIST
from tests.corpus.cli import main
from tests.corpus.hostile import REASONS, draw_hostile
from tests.corpus.hostile_pdf import deflated_zeros

FILES, _ = draw_hostile()


def _first_page(name: str) -> str:
    with pdfplumber.open(io.BytesIO(FILES[name])) as pdf:
        return str(pdf.pages[0].extract_text())


def test_every_expected_reason_is_of_the_closed_list() -> None:
    assert FILES.keys() == REASONS.keys()
    assert {reason for reason in REASONS.values() if reason} <= set(CLOSED_LIST)


def test_the_command_writes_the_files_and_their_reasons(tmp_path: Path) -> None:
    out, truth = tmp_path / "files", tmp_path / "hostile.json"
    run = CliRunner().invoke(main, ["hostile", "--out", str(out), "--truth", str(truth)])
    assert run.exit_code == 0, run.output
    written = {path.name for path in out.iterdir()}
    expected = json.loads(truth.read_text(encoding="utf-8"))["files"]
    assert {entry["file"]: entry["reason"] for entry in expected} == REASONS
    assert written == REASONS.keys()


def test_the_encrypted_report_asks_for_a_password() -> None:
    with pytest.raises(PdfminerException):
        _first_page("con_clave.pdf")


def test_the_report_with_an_owners_password_can_be_read() -> None:
    assert b"/Encrypt" in FILES["solo_lectura.pdf"]
    assert "Informe de Detalle de Programas Sociales" in _first_page("solo_lectura.pdf")


def test_the_scan_has_a_page_without_characters() -> None:
    assert _first_page("escaneado.pdf") == ""


@pytest.mark.parametrize(
    ("name", "lines"),
    [
        (
            "ex_ante.pdf",
            [
                "Informe de detalle de Programas Sociales",
                "Evaluación Ex Ante - Proceso Formulación Presupuestaria 2021",
            ],
        ),
        (
            "seguimiento_2017.pdf",
            ["Informe de Seguimiento de Programas Sociales", "(cierre al 31 - diciembre - 2017)"],
        ),
    ],
)
def test_other_forms_open_with_their_own_title(name: str, lines: list[str]) -> None:
    assert _first_page(name).splitlines()[:2] == lines


@pytest.mark.parametrize("kept", [10, 50, 90])
def test_a_truncated_report_has_lost_its_end(kept: int) -> None:
    assert FILES[f"truncado_{kept}.pdf"].startswith(b"%PDF-")
    assert b"%%EOF" not in FILES[f"truncado_{kept}.pdf"]


def test_every_reason_of_the_closed_list_has_its_file() -> None:
    assert set(REASONS.values()) == {*CLOSED_LIST, None}


def test_the_bombs_are_small_and_hold_what_they_say() -> None:
    assert max(len(content) for name, content in FILES.items() if name.startswith("bomba")) < 20_000
    assert zlib.decompress(deflated_zeros(8)) == bytes(8 << 20)


def test_all_files_together_are_small() -> None:
    assert sum(map(len, FILES.values())) < 2_000_000


def test_one_report_lies_there_under_two_names() -> None:
    first, second = (content for name, content in FILES.items() if name.startswith("solo"))
    assert first == second


@pytest.mark.parametrize(
    ("name", "at_head"), [("dos_informes.pdf", True), ("dos_informes_seguidos.pdf", False)]
)
def test_a_second_report_begins_on_a_page_of_its_own_or_in_the_middle_of_one(
    name: str, at_head: bool
) -> None:
    title = "Informe de Detalle de Programas Sociales"
    with pdfplumber.open(io.BytesIO(FILES[name])) as pdf:
        lines = [str(page.extract_text()).splitlines() for page in pdf.pages]
    titled = [page for page in lines if title in page]
    assert sum(page.count(title) for page in lines) == 2
    assert [page[0] == title for page in titled] == [True, at_head]
