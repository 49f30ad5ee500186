-- The rows of a fact add up to the sum that reconciliations have, which is that of the
-- page. A fact that lost or doubled a row is our fault and not the source's.
{%- set facts = {
    "budget_lines_equal_executed": "fct_budget_lines",
    "component_rows_equal_component_spending": "fct_components",
    "regional_spending_equals_component_spending": "fct_spending_by_region",
    "regional_beneficiaries_equal_beneficiaries": "fct_beneficiaries_by_region",
} %}
with
    facts as (
        {%- for check, fact in facts.items() %}
            select
                report_id,
                '{{ check }}' as check_name,
                sum(
                    {{ "beneficiaries" if "beneficiaries" in fact else "spending_clp" }}
                ) as amount
            from {{ ref(fact) }}
            group by report_id
            {% if not loop.last %}
                union all
            {% endif %}
        {%- endfor %}
    )

select sums.report_id, sums.check_name, sums.actual as printed, facts.amount
from {{ ref("reconciliations") }} as sums
semi join {{ ref("dim_report") }} using (report_id)
left join facts using (report_id, check_name)
where
    sums.check_name in ('{{ facts | join("', '") }}')
    and sums.status <> 'not_testable'
    and sums.actual is distinct from facts.amount
