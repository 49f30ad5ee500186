"""Files that must be kept aside with a reason, and three that only look as if they should be."""

import io
import json
from collections.abc import Sequence
from functools import cache

import yaml
from PIL import Image, ImageDraw

from tests.corpus import draw_fpdf2
from tests.corpus.blocks import Block
from tests.corpus.hostile_pdf import (
    drawing_cascade,
    letters_without_names,
    many_pages,
    nested_arrays,
    pages_in_a_circle,
    stream_bomb,
)
from tests.corpus.layout import lay_out
from tests.corpus.model import Report
from tests.corpus.programmes import HERE, read_programme

FOOTER = "Informe de muestra: programa y cifras inventados, no es un documento oficial."

# File → reason of the closed list in pipelines/read/errors.py; None for the reports that are readable.
REASONS: dict[str, str | None] = {
    "vacio.pdf": "empty_file",
    "pagina_web.pdf": "not_a_pdf",
    "con_clave.pdf": "encrypted",
    "escaneado.pdf": "no_text_layer",
    "truncado_10.pdf": "damaged_pdf",
    "truncado_50.pdf": "damaged_pdf",
    "truncado_90.pdf": "damaged_pdf",
    "paginas_en_circulo.pdf": "damaged_pdf",
    "listas_anidadas.pdf": "damaged_pdf",
    "bomba_1_gib.pdf": "out_of_memory",
    "bomba_4_gib.pdf": "out_of_memory",
    "dibujos_en_cascada.pdf": "timed_out",
    "demasiadas_paginas.pdf": "too_large",
    "texto_roto.txt": "undecodable_text",
    # The second title stands where the first report ends, in the middle of a page.
    "dos_informes_seguidos.pdf": "several_reports",
    "ex_ante.pdf": "unsupported_form",
    "seguimiento_2017.pdf": "unsupported_form",
    "otro_documento.pdf": "not_a_report",
    "fecha_imposible.pdf": "invalid_date",
    "letras_sin_nombre.pdf": "letters_without_names",
    # Each on its own pages: two reports.
    "dos_informes.pdf": None,
    "solo_lectura.pdf": None,
    # The same bytes under another name, which is an ordinary one.
    'solo lectura, "copia" de l\'año\n(2).PDF': None,
}

# A reader that keeps what it draws meets its memory's limit before that of time.
ALSO: dict[str, str] = {"dibujos_en_cascada.pdf": "out_of_memory"}


@cache
def draw_hostile() -> tuple[dict[str, bytes], str]:
    """File name → bytes, and the expected reasons as JSON."""
    (report,) = read_programme(HERE / "hostile_programme.yaml")
    blocks = lay_out(report)
    whole = draw_fpdf2.draw(report, blocks).content
    read_only = draw_fpdf2.draw(report, blocks, passwords=("secreto", None)).content
    pages: dict[str, list[str]] = yaml.safe_load((HERE / "hostile_pages.yaml").read_text(encoding="utf-8"))
    files = {
        "vacio.pdf": b"",
        "pagina_web.pdf": _web_page(),
        "con_clave.pdf": draw_fpdf2.draw(report, blocks, passwords=("secreto", "lector")).content,
        "escaneado.pdf": _scan(),
        "paginas_en_circulo.pdf": pages_in_a_circle(),
        "listas_anidadas.pdf": nested_arrays(100_000),
        "bomba_1_gib.pdf": stream_bomb(1),
        "bomba_4_gib.pdf": stream_bomb(4),
        "dibujos_en_cascada.pdf": drawing_cascade(8),
        "demasiadas_paginas.pdf": many_pages(1001),
        "letras_sin_nombre.pdf": letters_without_names(),
        # UTF-8 that lost the second byte of a letter.
        "texto_roto.txt": "Región de Ñuble\nPoblación".encode().replace("ó".encode(), b"\xc3", 1),
        "dos_informes.pdf": _twice(report, blocks, on_a_new_page=True),
        "dos_informes_seguidos.pdf": _twice(report, blocks, on_a_new_page=False),
    }
    # As an interrupted download leaves it.
    files |= {f"truncado_{kept}.pdf": whole[: len(whole) * kept // 100] for kept in (10, 50, 90)}
    files |= {name: read_only for name in REASONS if name.startswith("solo")}
    files |= {name: _page(lines) for name, lines in pages.items()}
    expected = [
        {"file": name, "reason": REASONS[name]} | ({"or": ALSO[name]} if name in ALSO else {})
        for name in sorted(files)
    ]
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


def _twice(report: Report, blocks: Sequence[Block], *, on_a_new_page: bool) -> bytes:
    """Two reports bound in one file, each with its title."""
    pdf = draw_fpdf2.new_sheet(report.footer, report.programme)
    draw_fpdf2.put_all(pdf, blocks)
    if on_a_new_page:
        pdf.add_page()
    draw_fpdf2.put_all(pdf, blocks)
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
