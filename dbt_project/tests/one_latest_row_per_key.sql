-- Of all vintages of a key exactly one row is the latest; none only where every report
-- that states the key has a later revision with rows of the same table and year.
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
} %}
with
    {%- for table, key in keys.items() %}
        {{ table }}_rows as (
            select
                '{{ table }}' as table_name,
                concat_ws('/', {{ key }}) as key,
                is_latest,
                revision < max(revision) over (
                    partition by program_key, report_year, reference_year
                ) as is_taken_back
            from {{ ref(table) }}
            inner join
                (select report_id, revision from {{ ref("dim_report") }}) using (
                    report_id
                )
        ),
    {%- endfor %}

    profiles as (
        select
            'program_profile' as table_name,
            program_key as key,
            is_latest,
            false as is_taken_back
        from {{ ref("program_profile") }}
    ),

    every_row as (
        {%- for table in keys %}
            select *
            from {{ table }}_rows
            union all
        {%- endfor %}
        select *
        from profiles
    )

select
    table_name,
    key,
    count_if(is_latest) as latest,
    count_if(is_latest and is_taken_back) as latest_and_taken_back
from every_row
group by table_name, key
having
    count_if(is_latest) <> if(bool_and(is_taken_back), 0, 1)
    or latest_and_taken_back > 0
