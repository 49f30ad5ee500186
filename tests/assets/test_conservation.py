"""What becomes of a report that was read badly: doubts are published, a report that lost words is not."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import duckdb
import pytest

from pipelines.acquire.inbox import find_reports
from pipelines.config import Settings
from pipelines.display import show_summary
from pipelines.load.cache import Cache
from pipelines.load.extraction import extract
from pipelines.publish.summary import summarise
from pipelines.read import read_document
from pipelines.read.witness import Witness
from pipelines.refresh import run_refresh
from pipelines.terminal import Terminal
from tests.assets.test_stages import Told
from tests.warehouse import PROJECT

pytestmark = pytest.mark.slow

REPORT = PROJECT / "data" / "raw" / "sample" / "faros_de_papel_2021.pdf"


class Heard(Told):
    """Remembers what each stage said at its end."""

    def __init__(self) -> None:
        super().__init__()
        self.results: list[str] = []

    def end(self, result: str) -> None:
        self.results.append(result)


def test_unknown_words_and_doubtful_numbers_are_told_and_lost_words_put_a_report_aside(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    settings = Settings(
        raw=tmp_path / "raw", warehouse=tmp_path / "warehouse", extracted=tmp_path / "extracted", workers=1
    )
    settings.raw.mkdir()
    path = settings.raw / "odd.pdf"
    path.write_bytes(REPORT.read_bytes())
    (file,) = find_reports(settings.raw).files
    cache = Cache(settings.extracted)
    (good,) = extract(path)

    # A reader that lost a number of page 4, and a form that does not know one of the texts.
    document = read_document(path)
    page = document.pages[3]
    number = next(word for word in page.words if word.text.replace(".", "").isdigit())
    cut = replace(page, words=tuple(word for word in page.words if word is not number))
    short = replace(document, pages=(*document.pages[:3], cut, *document.pages[4:]))
    unknown = max(good.readings, key=lambda one: one.words)
    readings = tuple(replace(one, status="unmapped") if one is unknown else one for one in good.readings)
    cache.write(file, [replace(good, readings=readings, witness=Witness(path, "pdfium").of(short.pages))])

    heard = Heard()
    assert run_refresh(settings, [], heard) == []
    assert any(result.endswith("checks passed, 1 warned") for result in heard.results)
    released = settings.published_database.resolve()
    with duckdb.connect(str(released), read_only=True) as con:
        assert con.execute(
            "select item, status from quality.reconciliations"
            " where check_name = 'numbers_agree_with_plain_text' and status <> 'closes'"
        ).fetchall() == [("4", "breaks")]
        assert con.execute("select page, number from raw.witness").fetchall() == [(4, number.text.strip("."))]
        assert con.execute(
            "select list_contains(failed_checks, 'numbers_agree_with_plain_text') from program_year"
        ).fetchall() == [(True,)]
        ((share,),) = con.execute("select mapped_share from dim_report").fetchall()
        assert con.execute("select count(*) from quality.unmapped_readings").fetchone() == (1,)
    assert share == 1 - unknown.words / (good.word_count or 0) < 0.995
    capsys.readouterr()
    show_summary(Terminal(), summarise(released))
    told = capsys.readouterr().out
    assert "reports under 99.5 %: 1 (quality.unmapped_readings)" in told
    assert f"  'odd.pdf': {int(share * 10_000) / 100:.2f} %" in told

    # Now readings that hold fewer words than the document, in a warehouse that has no release of them.
    lost = tuple(one for one in good.readings if one is not unknown)
    later = good.extracted_at + timedelta(seconds=1)
    cache.write(file, [replace(good, readings=lost, extracted_at=later)])
    other = settings.model_copy(update={"warehouse": tmp_path / "other"})
    assert run_refresh(other, [], Told()) == []
    summary = summarise(other.published_database)
    assert summary.reports == 0
    ((name, reason, detail),) = [(one.source_file, one.reason, one.detail) for one in summary.quarantined]
    assert (name, reason) == ("odd.pdf", "words_lost")
    assert detail.startswith("The readings hold ")
