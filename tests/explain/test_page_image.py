"""The image of a page with the figure marked, and the message where there is none."""

import json
import shutil
from pathlib import Path

import pytest
from PIL import Image, ImageChops

from pipelines.explain.page_image import PAD, RED, draw_page
from tests.explain.conftest import SAMPLE, Explain
from tests.read.test_pdf import at, one_page

POINTS_PER_PIXEL = 72 / 150
REDES = "redes_de_oportunidades_de_negocios_2021.pdf"


def framed(picture: Path) -> tuple[float, ...]:
    """The box around everything of the frame's colour, in points."""
    with Image.open(picture) as opened:
        assert opened.format == "PNG"
        image = opened.convert("RGB")
    difference = ImageChops.difference(image, Image.new("RGB", image.size, RED)).convert("L")
    box = difference.point(lambda level: 255 if level == 0 else 0).getbbox()
    assert box is not None, "nothing is marked"
    return tuple(edge * POINTS_PER_PIXEL for edge in box)


@pytest.mark.parametrize(
    ("programme", "year", "measure"),
    [
        ("Redes", "2021", "executed"),
        ("Redes", "2020", "printed_clp"),  # an empty cell
        ("Ñandúes", "2021", "target_population"),
    ],
)
def test_the_frame_stands_around_the_place(
    explain: Explain, tmp_path: Path, programme: str, year: str, measure: str
) -> None:
    picture = tmp_path / "out.png"
    run = explain(programme, year, measure, "--json", "--image", str(picture))
    assert run.exit_code == 0, run.stderr
    x0, top, x1, bottom = json.loads(run.stdout)["shown"]["places"][0]["box"]
    around = (x0 - PAD, top - PAD, x1 + PAD, bottom + PAD)
    assert framed(picture) == pytest.approx(around, abs=1.5)
    assert "with the figure marked" in run.stderr


@pytest.mark.parametrize(
    ("entries", "content"),
    [
        ("/MediaBox [50 20 650 820]", at(150, 720, "Total")),
        ("/MediaBox [0 0 900 900] /CropBox [50 20 650 820]", at(150, 720, "Total")),
        ("/MediaBox [0 0 600 800] /Rotate 90", "0 1 -1 0 600 0 cm " + at(100, 500, "Total")),
        (
            "/MediaBox [0 0 900 900] /CropBox [50 20 650 820] /Rotate 90",
            "0 1 -1 0 650 20 cm " + at(100, 500, "Total"),
        ),
    ],
    ids=["shifted media box", "crop box", "turned", "turned crop box"],
)
def test_the_frame_holds_the_ink_on_any_page(tmp_path: Path, entries: str, content: str) -> None:
    (word,) = one_page(tmp_path / "page.pdf", entries, content).words
    assert word.box is not None
    x0, y0, x1, y1 = word.box.x0, word.box.top, word.box.x1, word.box.bottom
    drawn = draw_page((tmp_path / "page.pdf").read_bytes(), 1, [(x0, y0, x1, y1)])
    (tmp_path / "out.png").write_bytes(drawn)
    left, top, right, bottom = framed(tmp_path / "out.png")
    assert (left, top, right, bottom) == pytest.approx((x0 - PAD, y0 - PAD, x1 + PAD, y1 + PAD), abs=1.5)
    with Image.open(tmp_path / "out.png") as picture:
        # Black has no red, the frame and the tint have much.
        ink = picture.convert("RGB").getchannel("R").point(lambda level: 255 if level < 110 else 0).getbbox()
    assert ink is not None
    assert left < ink[0] * POINTS_PER_PIXEL
    assert top < ink[1] * POINTS_PER_PIXEL
    assert right > ink[2] * POINTS_PER_PIXEL
    assert bottom > ink[3] * POINTS_PER_PIXEL


def test_operands_on_another_page_are_named(explain: Explain, tmp_path: Path) -> None:
    picture = tmp_path / "out.png"
    run = explain("Ñandúes", "2020", "coverage", "--report-year", "2020", "--image", str(picture))
    assert run.exit_code == 0
    assert "shows page 2" in run.stderr
    assert "target_population is on page 1" in run.stderr


def test_of_a_text_dump_the_lines_are_shown(explain: Explain, tmp_path: Path) -> None:
    picture = tmp_path / "out.png"
    run = explain("Senda", "2020", "beneficiaries", "--image", str(picture))
    assert run.exit_code == 0
    assert "There is no image" in run.stderr
    assert ">    78  Cuantificación Población efectivamente beneficiada:  2.000" in run.stderr
    assert not picture.exists()


def test_a_figure_that_is_printed_nowhere_has_no_image(explain: Explain, tmp_path: Path) -> None:
    run = explain(
        "Redes",
        "2021",
        "executor_name",
        "--item",
        "1",
        "--image",
        str(tmp_path / "out.png"),
    )
    assert run.exit_code == 1
    assert "NULL: not_in_form" in run.stdout
    assert "There is no image: this figure was printed on no page" in run.stderr


def test_other_bytes_are_not_drawn(explain: Explain, tmp_path: Path) -> None:
    changed = tmp_path / REDES
    shutil.copy(SAMPLE / REDES, changed)
    with changed.open("ab") as file:
        file.write(b"\n")
    run = explain("Redes", "2021", "executed", "--image", str(tmp_path / "out.png"), raw=tmp_path)
    assert run.exit_code == 1
    assert "has changed since it was read" in run.stderr
    assert not (tmp_path / "out.png").exists()


def test_a_file_that_is_gone_is_named(explain: Explain, tmp_path: Path) -> None:
    run = explain("Redes", "2021", "executed", "--image", str(tmp_path / "out.png"), raw=tmp_path)
    assert run.exit_code == 1
    assert f"There is no file {tmp_path / REDES}" in run.stderr


def test_a_picture_that_cannot_be_written_is_a_sentence(explain: Explain, tmp_path: Path) -> None:
    run = explain("Redes", "2021", "executed", "--image", str(tmp_path / "missing" / "out.png"))
    assert run.exit_code == 1
    assert "No such file or directory" in run.stderr
