"""Files that must be kept aside with a reason, and one that only looks as if it should be."""

import io
import json
from collections.abc import Sequence

import yaml
from PIL import Image, ImageDraw

from tests.corpus import draw_fpdf2
from tests.corpus.layout import lay_out
from tests.corpus.programmes import HERE, read_programme

FOOTER = "Informe de muestra: programa y cifras inventados, no es un documento oficial."

# File → reason of the closed list in pipelines/read/errors.py; None for the report that is readable.
REASONS: dict[str, str | None] = {
    "vacio.pdf": "empty_file",
    "pagina_web.pdf": "not_a_pdf",
    "con_clave.pdf": "encrypted",
    "escaneado.pdf": "no_text_layer",
    "truncado.pdf": "damaged_pdf",
    "ex_ante.pdf": "unsupported_form",
    "seguimiento_2017.pdf": "unsupported_form",
    "otro_documento.pdf": "not_a_report",
    "solo_lectura.pdf": None,
}


def draw_hostile() -> tuple[dict[str, bytes], str]:
    """File name → bytes, and the expected reasons as JSON."""
    (report,) = read_programme(HERE / "hostile_programme.yaml")
    blocks = lay_out(report)
    whole = draw_fpdf2.draw(report, blocks).content
    pages: dict[str, list[str]] = yaml.safe_load((HERE / "hostile_pages.yaml").read_text(encoding="utf-8"))
    files = {
        "vacio.pdf": b"",
        "pagina_web.pdf": _web_page(),
        "con_clave.pdf": draw_fpdf2.draw(report, blocks, passwords=("secreto", "lector")).content,
        "escaneado.pdf": _scan(),
        # Cut before the cross-reference table, as an interrupted download leaves it.
        "truncado.pdf": whole[: len(whole) // 3],
        "solo_lectura.pdf": draw_fpdf2.draw(report, blocks, passwords=("secreto", None)).content,
    }
    files |= {name: _page(lines) for name, lines in pages.items()}
    expected = [{"file": name, "reason": REASONS[name]} for name in sorted(files)]
    return files, json.dumps({"files": expected}, ensure_ascii=False, indent=1) + "\n"


def _web_page() -> bytes:
    """What a server answers with status 200 where the report has gone."""
    return (
        "<!DOCTYPE html>\n<html lang='es'><head><title>404</title></head>"
        "<body><h1>Página no encontrada</h1></body></html>\n"
    ).encode()


def _page(lines: Sequence[str]) -> bytes:
    pdf = draw_fpdf2.new_sheet(FOOTER, lines[0])
    pdf.set_font("Times", "", 11)
    for line in lines:
        pdf.multi_cell(0, 18, line, new_x="LMARGIN", new_y="NEXT")
    return bytes(pdf.output())


def _scan() -> bytes:
    """A page that is one picture: grey bars where a scanner saw lines of text."""
    picture = Image.new("L", (620, 877), 250)
    bars = ImageDraw.Draw(picture)
    for line in range(40):
        bars.rectangle((60, 60 + 18 * line, 560 - 37 * (line % 5), 68 + 18 * line), fill=120)
    image = io.BytesIO()
    picture.save(image, format="PDF", resolution=75.0)
    return image.getvalue()
