"""A dbt project of a few models: what a refresh goes through is real, but takes seconds."""

import shutil
from pathlib import Path

from tests.warehouse import PROJECT

FROM_THE_REAL_ONE = (
    "profiles.yml",
    "macros/generate_schema_name.sql",
    "tests/generic/unique_combination_of_columns.sql",
    "models/quality/release_changes.sql",
    "models/quality/release_changes.yml",
)
WRITTEN = {
    "dbt_project.yml": """
name: panel_social
version: "1.0.0"
profile: panel_social
flags: {send_anonymous_usage_stats: false, require_generic_test_arguments_property: true}
vars: {base_year: 2025}
models:
  panel_social:
    +materialized: table
    quality: {+schema: quality}
    main: {+schema: main}
    seeds: {+schema: seeds}
""",
    "models/main/models.yml": """
sources:
  - name: raw
    schema: raw
    tables: [{name: reports}, {name: files}, {name: readings}]
models:
  - name: dim_report
    columns: [{name: report_id, data_tests: [unique, not_null]}]
  - name: fct_readings
    data_tests:
      - unique_combination_of_columns: {arguments: {combination_of_columns: [report_id, reading_no]}}
    columns: [{name: report_id, data_tests: [not_null]}, {name: reading_no, data_tests: [not_null]}]
""",
    "models/quality/quarantined_files.sql": """
select source_file, report_id, reason, detail, first_page
from {{ source('raw', 'reports') }} join {{ source('raw', 'files') }} using (file_sha256)
where reason is not null
""",
    "models/main/dim_report.sql": """
select
    report_id, report_id as program_key, report_year, report_year as year, file_sha256,
    min(source_file) as source_file, bool_or(is_sample) as is_sample
from {{ source('raw', 'reports') }} join {{ source('raw', 'files') }} using (file_sha256)
where reason is null
group by all
""",
    "models/main/dictionary.sql": """
-- depends_on: {{ ref('fct_readings') }}, {{ ref('quarantined_files') }}, {{ ref('release_changes') }}
select
    if(schema_name = 'main', '', schema_name || '.') || table_name as "table", column_name as "column",
    null::varchar as unit, null::varchar as price_basis, 'Una columna.' as description_es,
    null::varchar as spanish_label
from duckdb_columns()
where schema_name in ('main', 'quality', 'raw') and not internal and not starts_with(table_name, 'dictionary')
union all
select
    'dictionary',
    unnest(['table', 'column', 'unit', 'price_basis', 'description_es', 'spanish_label']),
    null, null, 'Una columna.', null
""",
    "models/seeds/dictionary_terms.sql": """
select distinct "table" as table_name, null::varchar as column_name, 'Una tabla.' as description_es
from {{ ref('dictionary') }}
""",
    "models/main/fct_readings.sql": """
select report_id, reading_no, item, column_id, text
from {{ source('raw', 'readings') }} semi join {{ ref('dim_report') }} using (report_id)
""",
}


def small_project(folder: Path) -> Path:
    """Write the project into ``folder`` and return it."""
    for name in FROM_THE_REAL_ONE:
        target = folder / name
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(PROJECT / "dbt_project" / name, target)
    for name, text in WRITTEN.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, "utf-8")
    return folder
