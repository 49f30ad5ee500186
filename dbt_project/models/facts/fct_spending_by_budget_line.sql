with
    figures as ({{ pivot_figures("fct_spending_by_budget_line") }}),

    years as (select year, deflator from {{ ref("dim_year") }}),

    final as (
        select
            -- ids
            figures.program_key,
            figures.report_id,
            split_part(figures.figure_item, '/', 1) as kind,
            cast(split_part(figures.figure_item, '/', 2) as integer) as line_no,

            -- years
            figures.reference_year,
            figures.report_year,
            {{ is_latest(["program_key", "reference_year", "figure_item"]) }}
            as is_latest,

            -- measures
            {{ figure_columns("fct_spending_by_budget_line") }},
            {{ real_columns("fct_spending_by_budget_line") }}
        from figures
        left join years on years.year = figures.reference_year
    )

select *
from final
