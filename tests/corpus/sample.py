"""The sample as a whole: which producer draws which report, and the truth about all of them."""

import json
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from tests.corpus import draw_fpdf2, draw_reportlab, draw_text
from tests.corpus.blocks import Block, Drawing
from tests.corpus.layout import lay_out
from tests.corpus.model import Producer, Report
from tests.corpus.printed import as_entries, printed_pieces
from tests.corpus.programmes import HERE, sample_reports
from tests.corpus.truth import tables_of

PROJECT = HERE.parents[1]
SAMPLE = PROJECT / "data" / "raw" / "sample"
TRUTH = HERE / "sample_truth.json"
# Parts of a report's truth that take a line for each entry.
WIDE = frozenset({"tables", "printed"})

PRODUCERS: dict[Producer, Callable[[Report, Sequence[Block]], Drawing]] = {
    "reportlab": draw_reportlab.draw,
    "fpdf2": draw_fpdf2.draw,
    "text": draw_text.draw,
}


def draw_report(report: Report) -> tuple[list[Block], Drawing]:
    """The report's blocks and its drawing by the producer it names."""
    blocks = lay_out(report)
    return blocks, PRODUCERS[report.producer](report, blocks)


def draw_sample() -> tuple[dict[str, bytes], str]:
    """File name → bytes of every sample report, and the truth file's text."""
    reports = sample_reports()
    files: dict[str, bytes] = {}
    entries: list[dict[str, Any]] = []
    for report in reports:
        blocks, drawing = draw_report(report)
        files[report.file] = drawing.content
        entries.append(
            {
                "file": report.file,
                "report_year": report.year,
                "medium": "text" if report.producer == "text" else "pdf",
                "producer": report.producer,
                "faults": list(report.faults),
                "tables": tables_of(report, reports, drawing),
                "printed": as_entries(printed_pieces(blocks, drawing, report.producer)),
            }
        )
    return files, entries_as_json(entries)


def entries_as_json(reports: list[dict[str, Any]]) -> str:
    """A truth file's text, in which a diff can be read: one row of truth, one line."""

    def line(value: object) -> str:
        return json.dumps(value, ensure_ascii=False)

    def rows(values: list[Any]) -> str:
        return "[\n" + ",\n".join(f"   {line(value)}" for value in values) + "]"

    def tables(value: Mapping[str, list[Any]]) -> str:
        return "{\n" + ",\n".join(f"  {line(name)}: {rows(entries)}" for name, entries in value.items()) + "}"

    texts = []
    for report in reports:
        parts = [f"  {line(key)}: {line(value)}" for key, value in report.items() if key not in WIDE]
        if "tables" in report:
            parts.append(f'  "tables": {tables(report["tables"])}')
        parts.append(f'  "printed": {rows(report["printed"])}')
        texts.append("{\n" + ",\n".join(parts) + "}")
    return '{"reports": [\n' + ",\n".join(texts) + "]}\n"
