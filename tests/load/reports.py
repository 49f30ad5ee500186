"""Small reports for the load's tests, from the raw file to the year list."""

import hashlib
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from pipelines.acquire.inbox import ReportFile
from pipelines.form.readings.reading import Reading
from pipelines.load.cache import Cache
from pipelines.load.extraction import Extraction
from pipelines.load.partitions import UNDATED, ListedReport, write_year_lists


def report_file(raw: Path, name: str, content: str, is_sample: bool = False) -> ReportFile:
    path = raw / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(content)
    digest = hashlib.sha256(content.encode()).hexdigest()
    return ReportFile(path, name, digest, len(content), is_sample)


def reading(text: str, status: str = "value") -> Reading:
    return Reading(
        section="5.6",
        item="regional_spending",
        row_no=1,
        column="spending",
        label="Gasto",
        text=text,
        status=status,  # type: ignore[arg-type]
        page=3,
        x0=1.5,
        top=2.5,
        x1=3.5,
        bottom=4.5,
        words=1,
    )


def parts(*extractions: Extraction) -> list[Extraction]:
    """Reports of one file, of two pages each."""
    return [
        replace(one, first_page=2 * number + 1, last_page=2 * number + 2, page_count=2)
        for number, one in enumerate(extractions)
    ]


def extraction(year: int | None = 2021, *texts: str, at: int = 1) -> Extraction:
    return Extraction(
        extracted_at=datetime(2026, 1, at),
        form="informe_detalle",
        report_year=year,
        medium="pdf",
        reader="pdfplumber",
        first_page=1,
        last_page=7,
        page_count=7,
        word_count=len(texts),
        readings=tuple(reading(text) for text in texts),
    )


class Place:
    """The folders of one refresh below a temporary folder, and the steps before the load."""

    def __init__(self, folder: Path) -> None:
        self.raw = folder / "raw"
        self.cache = Cache(folder / "extracted")
        self.lists = folder / "warehouse" / "build" / "reports_by_year"
        self.database = folder / "warehouse" / "build" / "panel_social.duckdb"

    def list_year(self, year: str, reports: dict[ReportFile, Extraction], day: int = 1) -> None:
        """What the extraction stage leaves of files of one report: the cache and the year's list."""
        self.list_reports(year, {file: [extracted] for file, extracted in reports.items()}, day)

    def list_reports(self, year: str, files: dict[ReportFile, list[Extraction]], day: int = 1) -> None:
        """The same of files with several reports, of which the year's list names those of that year."""
        listed = []
        for file, extractions in files.items():
            place = str(self.cache.path(file).relative_to(self.cache.root))
            reports = self.cache.write(file, extractions)
            of_year = [one for one in reports if year in {str(one.report_year), UNDATED}]
            listed += [ListedReport(file, place, report) for report in of_year]
        write_year_lists(self.lists, {year: listed}, seen_at=datetime(2026, 2, day))
