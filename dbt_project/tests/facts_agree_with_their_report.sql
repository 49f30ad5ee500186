-- A fact's report is a supported one, of the programme and year the fact names.
{%- set facts = [
    "fct_spending",
    "fct_spending_by_component",
    "fct_spending_by_region",
    "fct_spending_by_budget_line",
    "fct_beneficiaries",
    "fct_beneficiaries_by_region",
    "fct_beneficiaries_by_flow",
    "fct_production",
    "fct_indicators",
    "program_profile",
    "program_sdg",
] %}
{% for fact in facts %}
    select
        '{{ fact }}' as table_name, fact.report_id, fact.program_key, fact.report_year
    from {{ ref(fact) }} as fact
    left join {{ ref("dim_report") }} as report using (report_id)
    left join {{ ref("quarantined_files") }} as quarantined using (report_id)
    where
        report.report_id is null
        or quarantined.report_id is not null
        or report.program_key <> fact.program_key
        or report.report_year <> fact.report_year
    {% if not loop.last %}
        union all
    {% endif %}
{% endfor %}
