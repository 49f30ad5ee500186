"""Running lines that pdftotext printed behind the word that the last line of a page broke off with."""

import pytest

from pipelines.read.dump.glued_lines import running_lines_apart

FOOTER = "Cifras inventadas. Página {}"


def _pages(*last: str) -> list[str]:
    """The lines of a dump: each page two paragraphs, the second its last line, and a blank one."""
    lines = ["Problema principal: Faltan"]
    for text in last:
        lines += ["faros.", "", text, "", "\fBoyas del sur."]
    return lines


@pytest.mark.parametrize("running", [FOOTER, "Cifras inventadas"], ids=["counted", "the same on all pages"])
def test_a_footer_behind_a_broken_word_has_a_line_of_its_own(running: str) -> None:
    first, second, third = (running.format(number) for number in (1, 2, 3))
    lines = _pages(first, f"un plan socio{second}", third)[:-1]
    expected = list(lines)
    at = lines.index(f"un plan socio{second}")
    expected[at : at + 2] = ["un plan socio-", second]
    assert running_lines_apart(lines) == expected


@pytest.mark.parametrize(
    "last",
    [
        pytest.param(f"un plan {FOOTER.format(2)}", id="a word before it"),
        pytest.param(f"un plan socio{FOOTER.format(7)}", id="another page's number"),
        pytest.param("un plan socio", id="no footer"),
        pytest.param(FOOTER.format(2), id="a line of its own"),
    ],
)
def test_other_lines_stay_as_they_are(last: str) -> None:
    lines = _pages(FOOTER.format(1), last, FOOTER.format(3))[:-1]
    assert running_lines_apart(lines) == lines


@pytest.mark.parametrize(
    ("running", "expected"),
    [(FOOTER, ["un plan socio-", FOOTER.format(1)]), ("inventadas", ["un plan socioinventadas", ""])],
)
def test_of_two_pages_the_other_one_must_count(running: str, expected: list[str]) -> None:
    lines = _pages(f"un plan socio{running.format(1)}", running.format(2))[:-1]
    at = lines.index(f"un plan socio{running.format(1)}")
    assert running_lines_apart(lines)[at : at + 2] == expected


def test_what_most_pages_do_not_end_with_is_no_footer() -> None:
    lines = _pages("Nota: Sin datos", "pre\N{EN DASH}Nota: Sin datos", "Boyas", "Faros")[:-1]
    assert running_lines_apart(lines) == lines


def test_a_footer_without_a_blank_line_below_it_stays() -> None:
    lines = _pages(FOOTER.format(1), f"un plan socio{FOOTER.format(2)}", FOOTER.format(3))[:-1]
    at = lines.index("", lines.index(f"un plan socio{FOOTER.format(2)}"))
    del lines[at]
    assert running_lines_apart(lines) == lines
