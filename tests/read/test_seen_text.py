"""Text is what a person sees printed: each way to hide text, to double it, and to say what it stands for."""

import zlib
from pathlib import Path

import pytest

from pipelines.read import Page
from pipelines.read.witness import Witness
from tests.read.drawing import raw_pdf, read, refusal, stream, texts

FONT = "<</Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding>>"
RIGHT = "BT /F1 10 Tf 100 700 Td (425) Tj ET "
WRONG = "BT /F1 10 Tf 100 700 Td (412) Tj ET "
LAYERS = "/OCProperties <</OCGs [6 0 R 7 0 R] /D <</OFF [6 0 R]>>>>"


def drawn(
    folder: Path, content: str, *objects: str, catalog: str = "", resources: str = "", page: str = ""
) -> Page:
    """The only page of a PDF with ``content``; ``objects`` are numbered from 6."""
    path = raw_pdf(
        folder / "drawn.pdf",
        f"<</Type /Catalog /Pages 2 0 R {catalog}>>",
        "<</Type /Pages /Kids [3 0 R] /Count 1 /MediaBox [0 0 600 800]>>",
        "<</Type /Page /Parent 2 0 R /Contents 4 0 R"
        f" /Resources <</Font <</F1 5 0 R>> {resources}>> {page}>>",
        stream(content),
        FONT,
        *objects,
    )
    (found,) = read(path).pages
    return found


def test_a_word_is_read_whole_where_the_foot_of_a_page_cuts_its_small_letters_away(tmp_path: Path) -> None:
    letters = " ".join(
        f"BT /F1 10 Tf {100 + 7 * place} 700 Td ({letter}) Tj ET" for place, letter in enumerate("Laos")
    )
    cut = "BT /F1 10 Tf 100 750 Td (425) Tj ET q 0 705.5 600 94.5 re W n {} Q"
    assert texts(drawn(tmp_path, cut.format(letters))) == ["425", "Laos"]
    assert texts(drawn(tmp_path, cut.format(letters.replace("(L)", "(o)")))) == ["425"]


@pytest.mark.parametrize(
    "hidden",
    [
        WRONG.replace("BT", "BT 3 Tr").replace("ET", "0 Tr ET"),
        f"1 1 1 rg {WRONG} 0 g ",
        WRONG.replace("10 Tf", "1 Tf"),
        f"0.98 g {WRONG} 0 g ",
        f"0.3 0.5 0.7 rg 90 690 60 30 re f 0.3 0.5 0.7 rg {WRONG} 1 g 90 690 60 30 re f 0 g ",
        f"{WRONG} 1 g 95 695 40 20 re f 0 g ",
        f"q 300 300 50 50 re W n {WRONG} Q ",
        f"q /Faint gs {WRONG} Q ",
        f"q /Masked gs {WRONG} Q ",
        f"/OC /Off BDC {WRONG} EMC ",
        f"/OC /OffToo BDC {WRONG} EMC ",
        "/Form Do ",
        f"q 1 0 0 1 0 0 cm 300 300 50 50 re W n {WRONG} 90 690 60 30 re f Q ",
    ],
    ids=[
        *(
            "not painted",
            "white",
            "of one point",
            "nearly white",
            "in the colour of its ground",
            "covered",
            "clipped away",
        ),
        *(
            "transparent",
            "masked",
            "layer off",
            "member of a layer that is off",
            "form on a layer",
            "clip around all",
        ),
    ],
)
def test_hidden_text_is_not_read(tmp_path: Path, hidden: str) -> None:
    page = drawn(
        tmp_path,
        hidden + RIGHT,
        "<</Type /OCG /Name (off)>>",
        "<</Type /OCG /Name (on)>>",
        "<</Type /OCMD /OCGs [6 0 R] /P /AllOn>>",
        stream(
            WRONG,
            "/Type /XObject /Subtype /Form /BBox [0 0 600 800] /OC 6 0 R /Resources <</Font <</F1 5 0 R>>>>",
        ),
        stream(
            "0 g 0 0 600 800 re f",
            "/Type /XObject /Subtype /Form /BBox [0 0 600 800] /Group <</S /Transparency /CS /DeviceGray>>",
        ),
        catalog=LAYERS,
        resources=(
            "/Properties <</Off 6 0 R /On 7 0 R /OffToo 8 0 R>> /XObject <</Form 9 0 R>>"
            " /ExtGState <</Faint <</ca 0>> /Masked <</SMask <</S /Luminosity /G 10 0 R>>>>>>"
        ),
    )
    assert texts(page) == ["425"]
    assert Witness(tmp_path / "drawn.pdf", "pdfium").of([page])[0].differences == ()


def test_a_page_of_hidden_text_shows_something_without_words(tmp_path: Path) -> None:
    path = raw_pdf(
        tmp_path / "two.pdf",
        "<</Type /Catalog /Pages 2 0 R>>",
        "<</Type /Pages /Kids [3 0 R 7 0 R] /Count 2 /MediaBox [0 0 600 800]>>",
        "<</Type /Page /Parent 2 0 R /Contents 4 0 R /Resources <</Font <</F1 5 0 R>>>>>>",
        stream(RIGHT),
        FONT,
        stream(f"3 Tr {WRONG}"),
        "<</Type /Page /Parent 2 0 R /Contents 6 0 R /Resources <</Font <</F1 5 0 R>>>>>>",
    )
    seen, unseen = read(path).pages
    assert (texts(seen), seen.wordless, seen.hidden) == (["425"], (), ())
    assert (texts(unseen), len(unseen.wordless), [word.text for word in unseen.hidden]) == ([], 1, ["412"])


@pytest.mark.parametrize(
    "seen",
    [
        f"0 0 0.4 rg 90 690 60 30 re f 1 g {RIGHT}",
        f"{RIGHT} q /Multiply gs 1 1 0 rg 90 690 60 30 re f Q",
        f"{RIGHT} 1 g 90 660 60 30 re f",
        f"q 0 0 600 800 re W n {RIGHT} Q",
        f"/OC /On BDC {RIGHT} EMC",
        RIGHT.replace("BT", "BT 1 Tr"),
        f"0.6 g {RIGHT}",
    ],
    ids=["white on dark", "highlighted", "box below", "clip around it", "layer on", "outlined", "grey"],
)
def test_what_only_looks_hidden_is_read(tmp_path: Path, seen: str) -> None:
    page = drawn(
        tmp_path,
        seen,
        "<</Type /OCG /Name (off)>>",
        "<</Type /OCG /Name (on)>>",
        catalog=LAYERS,
        resources="/Properties <</On 7 0 R>> /ExtGState <</Multiply <</BM /Multiply>>>>",
    )
    assert texts(page) == ["425"]


def test_white_letters_over_black_ones_are_not_read(tmp_path: Path) -> None:
    assert texts(drawn(tmp_path, f"{RIGHT} 1 g {WRONG}")) == ["425"]


@pytest.mark.parametrize(
    ("over", "expected"),
    [
        (WRONG.replace("412", "312"), ["312", "425"]),
        (WRONG.replace("(412)", "(9)").replace("100", "105.5"), ["425", "9"]),
        (WRONG.replace("(412)", "(______)"), ["425", "______"]),
    ],
    ids=["another figure", "another digit", "a line to write on"],
)
def test_figures_printed_over_one_another_make_no_third_one(
    tmp_path: Path, over: str, expected: list[str]
) -> None:
    assert sorted(texts(drawn(tmp_path, RIGHT + over))) == expected


@pytest.mark.parametrize("strips", [1, 4])
@pytest.mark.parametrize("ink", [True, False])
def test_the_invisible_text_of_a_scan_is_its_text_where_the_picture_has_ink(
    tmp_path: Path, ink: bool, strips: int
) -> None:
    side = 100
    paper = bytearray(b"\xff" * side * side)
    if ink:
        for row in range(10, 15):
            paper[row * side + 16 : row * side + 22] = bytes(6)
    picture = zlib.compress(bytes(paper)).decode("latin-1")
    path = raw_pdf(
        tmp_path / "scan.pdf",
        "<</Type /Catalog /Pages 2 0 R>>",
        "<</Type /Pages /Kids [3 0 R] /Count 1 /MediaBox [0 0 600 800]>>",
        "<</Type /Page /Parent 2 0 R /Contents 4 0 R"
        " /Resources <</Font <</F1 5 0 R>> /XObject <</Scan 6 0 R>>>>>>",
        stream(
            "".join(
                f"q 600 0 0 {800 / strips} 0 {800 - 800 / strips * at} cm /Scan Do Q "
                for at in range(1, strips + 1)
            )
            + f"BT 3 Tr /F1 20 Tf 100 {800 - 110 / strips} Td (425) Tj ET"
        ),
        FONT,
        stream(
            picture,
            f"/Type /XObject /Subtype /Image /Width {side} /Height {side} /ColorSpace /DeviceGray"
            " /BitsPerComponent 8 /Filter /FlateDecode",
        ),
    )
    if ink:
        document = read(path)
        assert texts(document.pages[0]) == ["425"]
        assert document.reader == "pdfium, ocr layer"
    else:
        assert refusal(path).reason == "no_text_layer"


@pytest.mark.parametrize(("right", "down"), [(0.3, 0.0), (0.5, 0.5), (1.0, 0.0), (0.0, 1.0)])
def test_text_printed_twice_to_look_bold_is_one_text(tmp_path: Path, right: float, down: float) -> None:
    again = f"BT /F1 8 Tf {100 + right} {700 - down} Td (Programa llano 1.111.412) Tj ET"
    page = drawn(tmp_path, f"BT /F1 8 Tf 100 700 Td (Programa llano 1.111.412) Tj ET {again}")
    assert texts(page) == ["Programa", "llano", "1.111.412"]


def test_a_copy_in_other_letters_over_the_text_is_one_text(tmp_path: Path) -> None:
    page = drawn(
        tmp_path, "BT /F1 8.5 Tf 100 700 Td (1.240.000) Tj ET BT /F1 8 Tf 100 700 Td (1.240.000) Tj ET"
    )
    assert texts(page) == ["1.240.000"]


@pytest.mark.parametrize(
    ("printed", "said", "expected"),
    [
        ("(800) Tj", "800", ["800"]),
        ("(80) Tj (0) Tj", "800", ["800"]),
        ("(800) Tj", "80", ["800"]),
        ("(800) Tj", "", ["800"]),
        ("(8xx) Tj", "800", ["800"]),
        ("(bene\\001ciarios) Tj", "beneficiarios", ["beneficiarios"]),
        (
            "(los bene\\001ciarios del plan) Tj",
            "los beneficiarios del plan",
            ["los", "beneficiarios", "del", "plan"],
        ),
        ("(los bene\\001ciarios) Tj", "los beneficiarios del plan", ["los", "beneficiarios", "del", "plan"]),
        ("(412) Tj", "985", ["412"]),
        ("(412) Tj", "cuatrocientos doce", ["412"]),
    ],
    ids=[
        *("the same", "two objects", "shorter", "nothing", "other letters", "a letter without name"),
        *("a line", "more words", "another figure", "a figure in words"),
    ],
)
def test_what_letters_stand_for_takes_their_place_and_shortens_nothing(
    tmp_path: Path, printed: str, said: str, expected: list[str]
) -> None:
    content = f"BT /F1 10 Tf 100 700 Td /Span <</ActualText ({said})>> BDC {printed} EMC ( fin) Tj ET"
    assert texts(drawn(tmp_path, content)) == [*expected, "fin"]


def test_values_of_fields_and_free_text_notes_are_read_and_hidden_ones_not(tmp_path: Path) -> None:
    def note(subtype: str, text: str, y: int, entries: str = "") -> str:
        look = stream(
            f"BT /F1 10 Tf 2 2 Td ({text}) Tj ET",
            "/Type /XObject /Subtype /Form /BBox [0 0 100 15] /Resources <</Font <</F1 5 0 R>>>>",
        )
        looks.append(look)
        number = 9 + len(looks)
        return (
            f"<</Type /Annot /Subtype /{subtype} /Rect [100 {y} 200 {y + 15}] /AP <</N {number} 0 R>>"
            f" /DA (/F1 10 Tf 0 g) {entries}>>"
        )

    looks: list[str] = []
    field = note("Widget", "1.240", 690, "/FT /Tx /T (a) /V (1.240) /F 4")
    free = note("FreeText", "aparte", 660, "/Contents (aparte) /F 4")
    hidden = note("FreeText", "oculto", 630, "/Contents (oculto) /F 2")
    popup = "<</Type /Annot /Subtype /Popup /Rect [100 600 200 615] /Contents (globo)>>"
    page = drawn(
        tmp_path,
        "BT /F1 10 Tf 60 692 Td (Gasto) Tj ET",
        *(field, free, hidden, popup),
        *looks,
        page="/Annots [6 0 R 7 0 R 8 0 R 9 0 R]",
        catalog="/AcroForm <</Fields [6 0 R]>>",
    )
    assert texts(page) == ["Gasto", "1.240", "aparte"]


@pytest.mark.parametrize("layer", ["6 0 R", "9 0 R"], ids=["layer", "member of a layer"])
def test_a_note_on_a_layer_that_is_off_is_not_read(tmp_path: Path, layer: str) -> None:
    page = drawn(
        tmp_path,
        RIGHT,
        "<</Type /OCG /Name (off)>>",
        f"<</Type /Annot /Subtype /FreeText /Rect [100 690 200 705] /F 4 /OC {layer} /AP <</N 8 0 R>>>>",
        stream(
            "BT /F1 10 Tf 2 2 Td (412) Tj ET",
            "/Type /XObject /Subtype /Form /BBox [0 0 100 15] /Resources <</Font <</F1 5 0 R>>>>",
        ),
        "<</Type /OCMD /OCGs [6 0 R]>>",
        page="/Annots [7 0 R]",
        catalog="/OCProperties <</OCGs [6 0 R] /D <</OFF [6 0 R]>>>>",
    )
    assert texts(page) == ["425"]
    assert Witness(tmp_path / "drawn.pdf", "pdfium").of([page])[0].differences == ()
