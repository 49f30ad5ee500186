"""The fast parser of content streams finds what pdfminer's own finds."""

from typing import Any

from hypothesis import given
from hypothesis import strategies as st
from pdfminer.pdfinterp import PDFContentParser
from pdfminer.pdftypes import PDFStream
from pdfminer.psparser import PSEOF, PSKeyword

from pipelines.read.content_stream import operators

NUMBERS = st.integers(-999, 999).map(str) | st.sampled_from(["0.5", "-.25", "+3", "4.", "00.10"])
STRINGS = st.sampled_from(
    [r"(1.234)", r"(a (b) c)", r"(\(1\) \051\n\\)", "(line\\\nend)", r"()", "<31 32>", "<4F>", r"(\7)"]
)
NAMES = st.sampled_from(["/F1", "/A#20B", "/", "/Nombre.1"])
SIMPLE = NUMBERS | STRINGS | NAMES | st.sampled_from(["true", "false"])
LISTS = st.lists(SIMPLE, max_size=4).map(lambda parts: f"[{' '.join(parts)}]")
DICTIONARIES = st.lists(st.tuples(NAMES, SIMPLE), max_size=3).map(
    lambda pairs: f"<<{' '.join(f'{name} {value}' for name, value in pairs)}>>"
)
OPERANDS = st.lists(SIMPLE | LISTS | DICTIONARIES, max_size=6).map(" ".join)
OPERATORS = st.sampled_from(["Tj", "TJ", "re", "f*", "'", '"', "cm", "BDC", "unknown"])
LINES = st.tuples(OPERANDS, OPERATORS, st.sampled_from(["\n", " ", " % a comment (\n", "\r\n"])).map(
    lambda line: f"{line[0]} {line[1]}{line[2]}"
)


def by_pdfminer(data: bytes) -> list[tuple[bytes, list[Any]]]:
    parser = PDFContentParser([PDFStream({}, data)])
    found: list[tuple[bytes, list[Any]]] = []
    operands: list[Any] = []
    while True:
        try:
            _, one = parser.nextobject()
        except PSEOF:
            return found
        if isinstance(one, PSKeyword):
            assert isinstance(one.name, bytes)
            found.append((one.name, operands))
            operands = []
        else:
            operands.append(one)


@given(st.lists(LINES, max_size=8).map("".join))
def test_the_same_operators_and_operands(text: str) -> None:
    data = text.encode("latin-1") + b"\n"
    assert list(operators(data)) == by_pdfminer(data)


def test_a_digit_that_is_missing_at_the_end_is_0() -> None:
    assert list(operators(b"<314> Tj")) == [(b"Tj", [b"1@"])]


def test_a_picture_in_the_stream_is_passed_over() -> None:
    data = b"BI /W 1 /H 1 ID (\xff) Tj\nEI Q (1) Tj"
    assert [name for name, _ in operators(data)] == [b"BI", b"Q", b"Tj"]


def test_what_is_damaged_is_passed_over_as_far_as_the_next_token() -> None:
    assert list(operators(b"1 ) 2 > } { m [ 1 2 l (open (1) Tj")) == [(b"m", [1, 2])]
    digits = b"9" * 5000
    assert list(operators(digits + b" m (1) Tj")) == [(b"m", [float("inf")]), (b"Tj", [b"1"])]
    assert list(operators(b"]]>> (1) Tj (without end")) == [(b"Tj", [b"1"])]
