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
    "printed_spending_per_beneficiary_nominal_clp": "bigint",
} -%}
{%- set deflated = {
    "initial_budget_clp": "initial_budget_real_clp",
    "final_budget_clp": "final_budget_real_clp",
    "executed_clp": "executed_real_clp",
    "extrabudgetary_clp": "extrabudgetary_real_clp",
    "total_executed_clp": "total_executed_real_clp",
    "component_spending_clp": "component_spending_real_clp",
    "administrative_spending_clp": "administrative_spending_real_clp",
    "fet_clp": "fet_real_clp",
    "special_funds_clp": "special_funds_real_clp",
    "printed_spending_per_beneficiary_nominal_clp": "printed_spending_per_beneficiary_real_clp",
} -%}
with
    figures as ({{ pivot_figures("fct_spending", numbers, item_as=none) }}),

    years as (select year, deflator from {{ ref("dim_year") }}),

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
            figures.printed_price_base_year,
            figures.printed_spending_per_beneficiary_nominal_clp

            -- pesos of the base year
            {%- for nominal, real in deflated.items() %}
                , {{ real_clp("figures." ~ nominal) }} as {{ real }}
            {%- endfor %}
        from figures
        left join years on years.year = figures.reference_year
    )

select *
from final
