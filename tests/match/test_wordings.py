"""Labels in unknown words from the reports to the form's specification."""

from pathlib import Path

import duckdb
import pytest

from pipelines.match.wordings import WordingReview, wordings
from tests.form.test_unknown_labels import DUMP
from tests.warehouse import panelsocial


@pytest.mark.slow
def test_an_unknown_label_is_listed_and_written_when_it_is_accepted(tmp_path: Path) -> None:
    raw = tmp_path / "raw"
    raw.mkdir()
    for year in (2020, 2021):
        text = DUMP.replace("2021", str(year)).replace("Página de internet:", f"Página {year} de internet:")
        (raw / f"{year}.txt").write_text(text, encoding="utf-8")
    folders = ("--raw", str(raw), "--warehouse", str(tmp_path / "w"), "--extracted", str(tmp_path / "x"))
    panelsocial("refresh", *folders)
    with duckdb.connect(str(tmp_path / "w" / "current" / "panel_social.duckdb"), read_only=True) as con:
        found = {(one.section, one.item): one for one in wordings(con)}
        website = found["1", "website"]
        assert (website.label, website.reports) == ("Página {year} de internet:", 2)
        assert (website.first_year, website.last_year) == (2020, 2021)
        labels = con.execute("select labels, detail from quality.incomplete_reports").fetchall()
        assert all("1 website" in told and "1 manager_name" in told for told, _ in labels)
        assert all("`panelsocial match`" in detail for _, detail in labels)
        reasons = con.execute(
            "select distinct reason from quality.missing_values where column_name = 'website'"
        ).fetchall()
        assert reasons == [("unreadable",)]
        names = con.execute("select * from quality.unmapped_readings where text like '%Inventado%'")
        assert names.fetchall() == [], "officials' names stay in raw"
    listed = panelsocial("match", "--warehouse", str(tmp_path / "w"))
    assert "Página {year} de internet:" in listed.stdout
    file = tmp_path / "wordings.csv"
    file.write_text("section,item,label,first_year,last_year,source\n", encoding="utf-8")
    review = WordingReview(file)
    assert not review.is_decided(website)
    review.accept(website, "A. Person")
    assert review.is_decided(website)
    assert file.read_text("utf-8").splitlines()[1:] == [
        "1,website,Página {year} de internet:,2020,2021,A. Person"
    ]
