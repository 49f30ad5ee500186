with
    figures as ({{ pivot_figures("fct_spending", item_as=none) }}),

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

            -- measures
            {{ figure_columns("fct_spending") }},

            -- pesos of the base year
            {{ real_columns("fct_spending") }}
        from figures
        left join years on years.year = figures.reference_year
    )

select *
from final
