"""Looks that offices print in now and then: the pages hold the letters of the truth, and no others."""

from collections import Counter
from typing import get_args

import pypdfium2 as pdfium
import pytest

from tests.corpus.blocks import Drawing
from tests.corpus.drawn import page_letters
from tests.corpus.hypotheses import laid_out_as
from tests.corpus.layout import lay_out
from tests.corpus.looks import LOOKS, looks_of, styled_as
from tests.corpus.model import Producer
from tests.corpus.printed import printed_pieces
from tests.corpus.producers import draw_many, lacking, skipped_producers
from tests.corpus.programmes import sample_reports
from tests.corpus.style import Style
from tests.corpus.test_drawings import expected_words

REPORT = next(report for report in sample_reports() if report.file == "oficios_lunares_2019.pdf")
QUICK = ("reportlab", "typst")
PRODUCERS = [
    pytest.param(name, marks=() if name in QUICK else pytest.mark.slow)
    for name in get_args(Producer)
    if name != "text"
]
WAYS = [{subject: name} for subject, ways in LOOKS.items() for name in ways]
# Layouts of narrow tables, of headers without rows and of rows without a header.
OTHER_BLOCKS = [{"columns": "narrow"}, {"empty": "header"}, {"pages": "caption"}]


def _drawn(producer: Producer, way: dict[str, str]) -> Drawing:
    style = styled_as(Style(), way)
    unable = skipped_producers().get(producer) or ", ".join(lacking(producer, style))
    if unable:
        pytest.skip(f"{producer} does not draw this here: {unable}")
    return draw_many(producer, [(REPORT, laid_out_as(lay_out(REPORT), way), style)])[0]


@pytest.mark.parametrize("way", [*WAYS, *OTHER_BLOCKS], ids=str)
@pytest.mark.parametrize("producer", PRODUCERS)
def test_the_pages_hold_the_letters_of_the_truth(producer: Producer, way: dict[str, str]) -> None:
    drawing = _drawn(producer, way)
    printed = Counter("".join(page_letters(drawing.content)).replace("-", ""))
    expected = "".join(expected_words(laid_out_as(lay_out(REPORT), way), drawing, REPORT))
    assert printed == Counter(expected.replace("-", ""))


@pytest.mark.parametrize("producer", QUICK)
def test_pages_lie_and_have_several_sizes(producer: Producer) -> None:
    landscape, mixed = (
        {tuple(map(round, page.get_size())) for page in pdfium.PdfDocument(_drawn(producer, way).content)}
        for way in ({"page": "landscape"}, {"page": "mixed"})
    )
    assert landscape == {(792, 612)}
    assert mixed == {(612, 792), (792, 612), (612, 1008)}


@pytest.mark.parametrize("producer", QUICK)
def test_a_watermark_is_printed_once_on_each_page(producer: Producer) -> None:
    drawing = _drawn(producer, {"watermark": "behind"})
    marks = [
        piece for piece in printed_pieces(lay_out(REPORT), drawing, producer) if piece.item == "overprint"
    ]
    assert [(one.section, one.text) for one in marks] == [("page", "BORRADOR")] * drawing.page_count


def test_what_a_producer_does_not_draw_is_refused_by_name() -> None:
    style = styled_as(Style(), {"page": "mixed", "watermark": "behind"})
    assert looks_of(style) == {"page=mixed", "watermark=behind"}
    with pytest.raises(ValueError, match="fpdf2 does not draw page=mixed"):
        draw_many("fpdf2", [(REPORT, lay_out(REPORT), style)])
