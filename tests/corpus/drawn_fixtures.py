"""A few reports of every producer that is a program of its own, kept so that tests need none of them."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.corpus.blocks import Block, Drawing
from tests.corpus.layout import lay_out
from tests.corpus.model import Producer, Report
from tests.corpus.printed import as_entries, printed_pieces
from tests.corpus.producers import draw_many
from tests.corpus.programmes import HERE, sample_reports
from tests.corpus.sample import entries_as_json
from tests.corpus.style import Style

FIXTURES = HERE / "fixtures"
TRUTH_NAME = "truth.json"


@dataclass(frozen=True, slots=True)
class Fixture:
    """One kept PDF: a report of the sample in the style of one producer."""

    producer: Producer
    report_file: str
    style: Style

    @property
    def file(self) -> str:
        return f"{Path(self.report_file).stem}_{self.producer}_{self.style.rules}.pdf"

    @property
    def report(self) -> Report:
        return next(report for report in sample_reports() if report.file == self.report_file)

    def entry(self, drawing: Drawing) -> dict[str, Any]:
        """The fixture's entry in the truth file."""
        report = self.report
        return {
            "file": self.file,
            "report_year": report.year,
            "medium": "pdf",
            "producer": self.producer,
            "rules": self.style.rules,
            "faults": list(report.faults),
            "printed": as_entries(printed_pieces(lay_out(report), drawing, self.producer)),
        }


KEPT: tuple[Fixture, ...] = (
    Fixture("chromium", "nandues_que_leen_2020.pdf", Style("letter", 50, "serif", 9.5, "full")),
    Fixture("chromium", "veleros_de_viento_2020.pdf", Style("a4", 60, "sans", 9.0, "horizontal")),
    Fixture("chromium", "oficios_lunares_2019.pdf", Style("letter", 45, "sans", 9.0, "none")),
    Fixture("libreoffice", "nandues_que_leen_2020.pdf", Style("a4", 50, "sans", 9.0, "horizontal")),
    Fixture(
        "libreoffice", "redes_de_oportunidades_de_negocios_2021.pdf", Style("letter", 50, "sans", 9.0, "full")
    ),
    Fixture("libreoffice", "veleros_de_viento_2021.pdf", Style("legal", 60, "serif", 10.0, "none")),
    Fixture("wkhtmltopdf", "nandues_que_leen_2021.pdf", Style("letter", 50, "sans", 9.0, "nested")),
    Fixture("wkhtmltopdf", "oficios_lunares_2020.pdf", Style("a4", 56, "serif", 10.0, "grey")),
    Fixture("wkhtmltopdf", "faros_de_papel_2021.pdf", Style("letter", 50, "serif", 9.5, "none")),
)


def draw_fixtures(producers: tuple[Producer, ...]) -> Iterator[tuple[Fixture, Drawing]]:
    """The fixtures of ``producers``, drawn anew."""
    for producer in producers:
        kept = [fixture for fixture in KEPT if fixture.producer == producer]
        jobs: list[tuple[Report, list[Block], Style]] = [
            (fixture.report, lay_out(fixture.report), fixture.style) for fixture in kept
        ]
        yield from zip(kept, draw_many(producer, jobs), strict=True)


def write_fixtures(folder: Path, producers: tuple[Producer, ...]) -> list[Path]:
    """Draw the fixtures of ``producers`` into ``folder``; what its truth says of the others stays."""
    folder.mkdir(parents=True, exist_ok=True)
    truth = folder / TRUTH_NAME
    known = read_truth(truth) if truth.exists() else {}
    written = []
    for fixture, drawing in draw_fixtures(producers):
        path = folder / fixture.file
        path.write_bytes(drawing.content)
        known[fixture.file] = fixture.entry(drawing)
        written.append(path)
    entries = [known[fixture.file] for fixture in KEPT if fixture.file in known]
    truth.write_text(entries_as_json(entries), encoding="utf-8")
    return written


def read_truth(path: Path = FIXTURES / TRUTH_NAME) -> dict[str, dict[str, Any]]:
    """File → its entry in the truth file."""
    return {entry["file"]: entry for entry in json.loads(path.read_text(encoding="utf-8"))["reports"]}
