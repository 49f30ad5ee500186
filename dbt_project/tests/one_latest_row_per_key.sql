-- Of all vintages of a key exactly one row is the latest.
{%- set keys = {
    "fct_spending": "program_key, reference_year",
    "fct_spending_by_component": "program_key, reference_year, component_key",
    "fct_spending_by_region": "program_key, reference_year, region_code",
    "fct_spending_by_budget_line": "program_key, reference_year, kind, line_no",
    "fct_beneficiaries": "program_key, reference_year",
    "fct_beneficiaries_by_region": "program_key, reference_year, region_code",
    "fct_beneficiaries_by_flow": "program_key, reference_year, entry, exit",
    "fct_production": "program_key, reference_year, component_key",
    "fct_indicators": "indicator_key, reference_year, value_type",
    "program_profile": "program_key",
} %}
{% for table, key in keys.items() %}
    select
        '{{ table }}' as table_name,
        concat_ws('/', {{ key }}) as key,
        count_if(is_latest) as latest
    from {{ ref(table) }}
    group by {{ key }}
    having count_if(is_latest) <> 1
    {% if not loop.last %}
        union all
    {% endif %}
{% endfor %}
