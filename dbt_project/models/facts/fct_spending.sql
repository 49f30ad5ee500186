{%- set numbers = {
    "initial_budget_clp": "bigint",
    "final_budget_clp": "bigint",
    "executed_clp": "bigint",
    "extrabudgetary_clp": "bigint",
    "total_executed_clp": "bigint",
    "component_spending_clp": "bigint",
    "administrative_spending_clp": "bigint",
    "fet_clp": "bigint",
    "special_funds_clp": "bigint",
    "printed_spending_per_beneficiary_clp": "bigint",
    "printed_price_base_year": "integer",
} -%}
with
    figures as ({{ pivot_figures("fct_spending", numbers, item_as=none) }}),

    reports as (select report_id, revision from {{ ref("int_reports") }}),

    final as (
        select
            -- ids
            figures.program_key,
            figures.report_id,

            -- years
            figures.reference_year,
            figures.report_year,
            {{ is_latest(["program_key", "reference_year"]) }} as is_latest,

            -- pesos
            figures.initial_budget_clp,
            figures.final_budget_clp,
            figures.executed_clp,
            figures.extrabudgetary_clp,
            figures.total_executed_clp,
            figures.component_spending_clp,
            figures.administrative_spending_clp,
            figures.fet_clp,
            figures.special_funds_clp,
            figures.printed_spending_per_beneficiary_clp,
            figures.printed_price_base_year
        from figures
        inner join reports using (report_id)
    )

select *
from final
