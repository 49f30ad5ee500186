"""The hostile files are what they claim to be."""

import json
import zlib
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner

from pipelines.read.errors import REASONS as CLOSED_LIST
from tests.corpus.cli import main
from tests.corpus.hostile import REASONS, draw_hostile
from tests.corpus.hostile_pdf import deflated_zeros
from tests.sandbox import page_lines, sandboxed

Pages = Callable[[str], list[list[str]]]

FILES, _ = draw_hostile()
TITLE = "Informe de Detalle de Programas Sociales"


@pytest.fixture
def pages(tmp_path: Path) -> Pages:
    """The lines of every page of one of the files, which is read in the sandbox."""

    def of(name: str) -> list[list[str]]:
        (tmp_path / "hostile.pdf").write_bytes(FILES[name])
        return sandboxed(page_lines, tmp_path / "hostile.pdf")

    return of


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


def test_the_encrypted_report_asks_for_a_password(pages: Pages) -> None:
    assert pages("con_clave.pdf") == []


def test_the_report_with_an_owners_password_can_be_read(pages: Pages) -> None:
    assert b"/Encrypt" in FILES["solo_lectura.pdf"]
    assert TITLE in pages("solo_lectura.pdf")[0]


def test_the_scan_has_a_page_without_characters(pages: Pages) -> None:
    assert pages("escaneado.pdf") == [[]]


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
def test_other_forms_open_with_their_own_title(pages: Pages, name: str, lines: list[str]) -> None:
    assert pages(name)[0][:2] == lines


@pytest.mark.parametrize("kept", [10, 50, 90])
def test_a_truncated_report_has_lost_its_end(kept: int) -> None:
    assert FILES[f"truncado_{kept}.pdf"].startswith(b"%PDF-")
    assert b"%%EOF" not in FILES[f"truncado_{kept}.pdf"]


def test_every_reason_of_the_closed_list_has_its_file() -> None:
    # But for those that no file has by itself: what cannot be opened, and a reading process taken over. Web
    # pages have their own in tests/read/test_web_pages.py.
    assert set(REASONS.values()) == {*CLOSED_LIST, None} - {"unavailable", "invalid_answer", "damaged_page"}


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
    pages: Pages, name: str, at_head: bool
) -> None:
    lines = pages(name)
    titled = [page for page in lines if TITLE in page]
    assert sum(page.count(TITLE) for page in lines) == 2
    assert [page[0] == TITLE for page in titled] == [True, at_head]
