"""Quality, dictionary, queries and help: what they show is what SQL says, in the reader's language."""

import re
from html import unescape
from pathlib import Path
from typing import Any

import duckdb
import pytest
from starlette.testclient import TestClient

from pipelines.config import DOCS, QUERIES, Settings
from pipelines.language import catalogue
from pipelines.query.questions import questions
from pipelines.site import markdown
from pipelines.site.application import application
from pipelines.site.formats import shown
from pipelines.site.pages import dictionary, help, queries
from pipelines.site.pages.quality import overview
from pipelines.site.release import Release
from pipelines.site.results import kind_of

PAGES = (*overview.PAGES, *dictionary.PAGES, *queries.PAGES, *help.PAGES)

COUNTS = {
    "controles/": "select count(*) from quality.reconciliations where status = 'breaks'"
    " and report_id in (select report_id from dim_report)",
    "valores-faltantes/": "select count(*) from quality.missing_values",
    "cobertura/": "select count(*) from quality.report_coverage where status = 'missing'",
    "apartados/": "select count(*) from quality.quarantined_files",
    "incompletos/": "select count(*) from quality.incomplete_reports",
    "sin-asignar/": "select (select count(*) from quality.unmapped_readings)"
    " + (select count(*) from quality.unparsed_values)",
    "reexpresiones/": "select count(*) from quality.restatements",
    "correcciones/": "select count(*) from quality.declared_corrections",
    "propuestas/": "select (select count(*) from quality.program_matches)"
    " + (select count(*) from quality.spelling_matches)",
    "cambios/": "select coalesce(sum(row_count), 0) from quality.release_changes",
}

LISTS = {
    "calidad/apartados/": ("apartados", COUNTS["apartados/"]),
    "calidad/incompletos/": ("incompletos", COUNTS["incompletos/"]),
    "calidad/reexpresiones/": ("reexpresiones", COUNTS["reexpresiones/"]),
    "calidad/propuestas/": ("programas", "select count(*) from quality.program_matches"),
    "calidad/sin-asignar/": ("sin-asignar", "select count(*) from quality.unmapped_readings"),
    "calidad/controles/": ("controles", "select count(*) from checks"),
    "calidad/cobertura/": (
        "faltan",
        "select count(*) from quality.report_coverage where status <> 'present'",
    ),
}
"""The block of each page, and how many rows it has."""


@pytest.fixture(scope="module")
def client(archive_warehouse: Path) -> TestClient:
    return TestClient(application(Settings(warehouse=archive_warehouse.parents[1])))


def one(database: Path, sql: str) -> Any:
    with duckdb.connect(str(database), read_only=True) as con:
        ((value,),) = con.execute(sql).fetchall()
        return value


def section(client: TestClient, path: str, block: str) -> str:
    answer = client.get(f"/{path}")
    assert answer.status_code == 200, path
    text: str = answer.text
    return text.partition(f'<section class="block" id="{block}">')[2].partition("</section>")[0]


def cells(html: str) -> list[list[str]]:
    body = html.partition("<tbody>")[2].partition("</tbody>")[0]
    found = [re.findall(r"<t[dh]\b.*?</t[dh]>", row, re.DOTALL) for row in body.split("</tr>")]
    return [[unescape(re.sub("<[^>]*>", "", cell)) for cell in row] for row in found if row]


def test_every_page_answers_in_both_languages(client: TestClient, archive_warehouse: Path) -> None:
    release = Release(archive_warehouse.resolve().parent)
    for page in PAGES:
        every = list(page.every(release))
        assert every, page.path
        for names in {0: every[0], 1: every[len(every) // 2], 2: every[-1]}.values():
            for language in ("", "en/"):
                answer = client.get(f"/{language}{page.path.format(**names)}")
                assert answer.status_code == 200, answer.url
                assert len(answer.content) < 500_000, answer.url


@pytest.mark.parametrize("part", COUNTS)
def test_the_quality_page_counts_what_sql_counts(
    client: TestClient, archive_warehouse: Path, part: str
) -> None:
    card = client.get("/calidad/").text.partition(f'href="../calidad/{part}"')[0].rpartition("<strong>")[2]
    assert card.partition("</strong>")[0] == shown(int(one(archive_warehouse, COUNTS[part])), "count", "es")


@pytest.mark.parametrize("path", LISTS)
def test_a_list_has_every_row(client: TestClient, archive_warehouse: Path, path: str) -> None:
    block, sql = LISTS[path]
    count = one(archive_warehouse, sql)
    html = section(client, path, block)
    assert count == 0 or len(cells(html)) == min(count, 500)
    assert count or 'class="empty"' in html


def test_a_check_lists_where_it_breaks(client: TestClient, archive_warehouse: Path) -> None:
    with duckdb.connect(str(archive_warehouse), read_only=True) as con:
        broken = con.execute(
            "select check_name, unit, count(*), max(abs(difference)) from quality.reconciliations"
            " semi join dim_report using (report_id) where status = 'breaks' group by all"
        ).fetchall()
    assert broken
    for name, unit, count, difference in broken:
        found = cells(section(client, f"calidad/controles/{name}/", "no-cierran"))
        assert len(found) == count
        if unit == "clp":
            money = {shown(sign * difference, "money", "es") for sign in (1, -1)}
            assert money & set(found[0]), name


def test_a_missing_value_leads_to_its_programme_and_its_reason(
    client: TestClient, archive_warehouse: Path
) -> None:
    with duckdb.connect(str(archive_warehouse), read_only=True) as con:
        ((table, column, reason, count),) = con.execute(
            "select table_name, column_name, reason, count(*) from quality.missing_values"
            " where reason = 'not_reported' group by all order by count(*), table_name, column_name limit 1"
        ).fetchall()
        ((key, year),) = con.execute(
            "select program_key, year from quality.missing_values"
            " where (table_name, column_name, reason) = ($1, $2, $3) order by all limit 1",
            [table, column, reason],
        ).fetchall()
    html = section(client, f"calidad/valores-faltantes/{table}/{column}/", "faltantes")
    assert html.count("El programa no lo informa") == count
    assert f"programas/{key}/{year}/" in html
    assert client.get(f"/calidad/valores-faltantes/{table}/nothing/").status_code == 404


def test_the_dictionary_has_every_column_with_its_words(client: TestClient, archive_warehouse: Path) -> None:
    with duckdb.connect(str(archive_warehouse), read_only=True) as con:
        columns = con.execute(
            "select d.column, description_es, description_en from dictionary as d"
            " where d.table = 'fct_spending' order by all"
        ).fetchall()
        total = con.execute("select count(*) from dictionary").fetchall()[0][0]
    for language, at in (("", 1), ("en/", 2)):
        text = client.get(f"/{language}diccionario/fct_spending/").text
        found = {row[0]: row[1] for row in cells(text)}
        assert found.keys() == {row[0] for row in columns}
        assert all(found[row[0]].startswith(row[at]) for row in columns)
    assert client.get("/diccionario/").text.count("<li data-item>") == total
    assert client.get("/diccionario/nothing/").status_code == 404


def test_every_query_file_is_a_page_with_its_sql_and_its_answer(
    client: TestClient, archive_warehouse: Path
) -> None:
    names = {file.stem for file in QUERIES.glob("*.sql")}
    assert questions().keys() == names
    listed = client.get("/consultas/").text
    for name, question in questions().items():
        assert f'href="../consultas/{name}/"' in listed
        answer = client.get(f"/consultas/{name}/")
        assert unescape(answer.text).count(question.sql) == 1
        with duckdb.connect(str(archive_warehouse), read_only=True) as con:
            rows = con.execute(question.sql).fetchall()
        assert len(cells(section(client, f"consultas/{name}/", name))) == min(len(rows), 200), name


def test_a_figure_of_an_answer_is_that_of_sql(client: TestClient, archive_warehouse: Path) -> None:
    name = "02_programs_per_year"
    with duckdb.connect(str(archive_warehouse), read_only=True) as con:
        rows = con.execute(questions()[name].sql).fetchall()
    expected = [
        [str(year), shown(programs, "count", "es"), shown(executed, "money", "es")]
        for year, programs, executed in rows
    ]
    assert cells(section(client, f"consultas/{name}/", name)) == expected


def test_values_of_a_query_are_shown_by_their_name_and_type() -> None:
    units = {"coverage_pct": "percent", "year": "year"}
    assert kind_of("executed_clp", "HUGEINT", units) == "money"
    assert kind_of("coverage_pct", "DOUBLE", units) == "percent"
    assert kind_of("rate", "DOUBLE", units) == "share"
    assert kind_of("year", "INTEGER", units) == "year"
    assert kind_of("programs", "BIGINT", units) == "count"
    assert kind_of("later_reports", "INTEGER[]", units) == "text"
    assert kind_of("reached", "BOOLEAN", units) == "flag"


def test_every_english_sentence_of_the_database_and_of_the_queries_has_spanish(
    archive_warehouse: Path,
) -> None:
    with duckdb.connect(str(archive_warehouse), read_only=True) as con:
        sentences = con.execute(
            "select claim from checks union select tolerance_rule from checks"
            " union select caution from dictionary where caution is not null"
        ).fetchall()
    for text in [*(text for (text,) in sentences), *(one.text for one in questions().values())]:
        assert catalogue("es").gettext(text) != text, text


def test_every_document_is_on_the_site_in_the_language_it_is_written_in(client: TestClient) -> None:
    for file in sorted(DOCS.rglob("*.md")):
        path = file.relative_to(DOCS)
        spanish = path.parts[0] == "es"
        name = "-".join(path.with_suffix("").parts).removeprefix("es-")
        text = client.get(f"/{'' if spanish else 'en/'}ayuda/{name}/").text
        assert f"<h1>{markdown.title(file.read_text('utf-8'))}</h1>" in unescape(text), path


def test_what_is_written_in_english_only_says_so_to_a_reader_of_spanish(client: TestClient) -> None:
    english_only = client.get("/ayuda/settings/").text
    assert "Este documento está solo en inglés." in english_only
    assert '<div class="document" lang="en">' in english_only


def test_links_between_documents_lead_to_pages_and_headings(client: TestClient) -> None:
    for file in sorted(DOCS.glob("*.md")):
        text = client.get(f"/en/ayuda/{file.stem}/").text
        body = text.partition('<div class="document"')[2].partition("</main>")[0]
        for target in re.findall(r'href="([^"]+)"', body):
            if target.startswith("https://"):
                continue
            page, _, heading = target.partition("#")
            answer = client.get(f"/en/ayuda/{file.stem}/{page}") if page else None
            found = answer.text if answer else text
            assert answer is None or answer.status_code == 200, target
            assert not heading or f'id="{heading}"' in found, target


def test_html_in_a_document_is_text_and_other_files_are_no_links() -> None:
    text = "# Title\n\n<script>x</script> [a](other.md#b) [c](../deploy/README.md) ![d](e.png)\n\n## A `b`\n"
    html = markdown.html(text, lambda target: "there/" if target == "other.md#b" else None)
    assert "<script>" not in html
    assert '<a href="there/">a</a> c d' in html
    assert '<h2 id="a-b">' in html
    assert "Title" not in html
