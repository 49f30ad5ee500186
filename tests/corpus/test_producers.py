"""Every producer that is installed draws the words of the truth, and no others."""

import io
from collections import Counter
from random import Random
from typing import get_args

import pdfplumber
import pytest

from tests.corpus.layout import lay_out
from tests.corpus.model import Producer
from tests.corpus.producers import available_producers, draw_many, lacking, skipped_producers
from tests.corpus.programmes import sample_reports
from tests.corpus.style import Rules, random_style
from tests.corpus.test_drawings import expected_words

REPORT = next(report for report in sample_reports() if report.file == "oficios_lunares_2019.pdf")


def test_a_producer_is_available_or_skipped_with_what_installs_it() -> None:
    skipped = skipped_producers()
    assert sorted([*available_producers(), *skipped]) == sorted(get_args(Producer))
    assert all(skipped.values())


def test_a_name_that_is_no_producer_is_refused() -> None:
    with pytest.raises(ValueError, match="word is none of reportlab, "):
        draw_many("word", [])


@pytest.mark.slow
@pytest.mark.parametrize("producer", [name for name in get_args(Producer) if name != "text"])
def test_the_pages_hold_the_words_of_the_truth_in_any_style(producer: Producer) -> None:
    remedy = skipped_producers().get(producer)
    if remedy:
        pytest.skip(f"{producer} is not installed (on Debian: {remedy})")
    blocks = lay_out(REPORT)
    random = Random(producer)
    rules: tuple[Rules, ...] = ("grey", "none", "nested", "outer", "zebra")
    styles = [random_style(random, one) for one in rules]
    jobs = [(REPORT, blocks, style) for style in styles if not lacking(producer, style)]
    for (_, _, style), drawing in zip(jobs, draw_many(producer, jobs), strict=True):
        with pdfplumber.open(io.BytesIO(drawing.content)) as pdf:
            printed = " ".join(page.extract_text(x_tolerance=1.5) for page in pdf.pages)
            assert len(pdf.pages) == drawing.page_count
        expected = Counter(expected_words(blocks, drawing, REPORT))
        assert Counter(printed.split()) == expected, style
