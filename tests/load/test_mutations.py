"""Real documents, damaged at random: the outcome is readings or a typed reason, and never a fault of ours."""

import io
import re
from functools import cache
from itertools import chain
from pathlib import Path

import pypdfium2
from hypothesis import HealthCheck, event, given, settings
from hypothesis import strategies as st

from pipelines.limits import Limits
from pipelines.load.extraction import Extraction
from pipelines.load.pool import extract_many
from pipelines.read.errors import REASONS
from tests.corpus.sample import SAMPLE

# One of each producer, and a text dump.
DOCUMENTS = ["veleros_de_viento_2020.pdf", "huertos_de_luna_2019.pdf", "senda_de_los_condores_2020.txt"]
LIMITS = Limits(max_seconds=30, max_memory=512 << 20)


@cache
def _whole(name: str) -> bytes:
    return (SAMPLE / name).read_bytes()


@cache
def _some_pages(name: str, kept: frozenset[int]) -> bytes:
    pdf = pypdfium2.PdfDocument(_whole(name))
    for number in reversed(range(len(pdf))):
        if number not in kept:
            pdf.del_page(number)
    saved = io.BytesIO()
    pdf.save(saved)
    pdf.close()
    return saved.getvalue()


@st.composite
def mutants(draw: st.DrawFn) -> tuple[str, bytes]:
    """The suffix and the bytes of a document that was a report."""
    name = draw(st.sampled_from(DOCUMENTS))
    content = _whole(name)
    if name.endswith(".pdf"):
        # Few pages, because they are read in less time; the title is on the first.
        kept = draw(st.frozensets(st.integers(0, 4), max_size=1))
        content = _some_pages(name, kept | {0} if draw(st.integers(0, 4)) else kept)
    if draw(st.booleans()):
        content = _shuffled(draw, content)
    rough = draw(st.booleans())
    for _ in range(draw(st.integers(0, 6))):
        content = _flipped(draw, content, rough)
    return Path(name).suffix, content


def _shuffled(draw: st.DrawFn, content: bytes) -> bytes:
    """Some neighbouring lines in another order; in a PDF often the drawing instructions of a page."""
    lines = content.split(b"\n")
    streams = [number for number, line in enumerate(lines) if line.rstrip().endswith(b"stream")]
    first = draw(st.integers(0, len(lines) - 1) | st.sampled_from(streams or [0])) + 1
    last = min([first + draw(st.integers(2, 40)), len(lines), *(end for end in streams if end > first)])
    return b"\n".join(lines[:first] + draw(st.permutations(lines[first:last])) + lines[last:])


def _flipped(draw: st.DrawFn, content: bytes, rough: bool) -> bytes:
    """Another byte somewhere; where it is not ``rough``, a digit in the place of a digit or letter."""
    place = draw(st.integers(0, len(content) - 1))
    if rough:
        return content[:place] + bytes([draw(st.integers(0, 255))]) + content[place + 1 :]
    printed = re.compile(rb"[0-9A-Za-z]").search(content, place)
    if printed is None:
        return content
    return content[: printed.start()] + b"%d" % draw(st.integers(0, 9)) + content[printed.end() :]


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(documents=st.lists(mutants(), min_size=1, max_size=4))
def test_whatever_happened_to_a_document_it_has_readings_or_a_reason(
    tmp_path: Path, documents: list[tuple[str, bytes]]
) -> None:
    paths = []
    for number, (suffix, content) in enumerate(documents):
        paths.append(tmp_path / f"{number}{suffix}")
        paths[-1].write_bytes(content)
    done = dict(extract_many(paths, 2, LIMITS))
    assert done.keys() == set(paths)
    for extraction in chain.from_iterable(done.values()):
        event(f"{extraction.medium}: {extraction.reason or 'readings'}")
        _check(extraction)


def _check(extraction: Extraction) -> None:
    assert extraction.fault is None
    if extraction.reason is None:
        assert extraction.readings
        assert extraction.report_year is not None
        assert sum(reading.words for reading in extraction.readings) == extraction.word_count
    else:
        assert extraction.reason in REASONS
        assert extraction.detail
