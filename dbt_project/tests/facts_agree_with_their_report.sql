-- A row's report is the current one of the programme and year that the row names, and
-- is not put aside.
{%- set tables = fact_items().keys() | list + [
    "program_profile",
    "program_approaches",
    "program_sdg",
    "program_year",
    "provenance",
    "missing_values",
] %}
{% for table in tables %}
    select '{{ table }}' as table_name, rows.report_id, rows.program_key, rows.year
    from {{ ref(table) }} as rows
    left join {{ ref("dim_report") }} as report using (report_id)
    left join {{ ref("quarantined_files") }} as quarantined using (report_id)
    where
        report.report_id is null
        or quarantined.report_id is not null
        or report.program_key <> rows.program_key
        or report.year <> rows.year
    {% if not loop.last %}
        union all
    {% endif %}
{% endfor %}
