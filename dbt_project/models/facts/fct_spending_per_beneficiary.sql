with
    figures as ({{ pivot_figures("fct_spending_per_beneficiary") }}),

    years as (select year, deflator from {{ ref("dim_year") }}),

    final as (
        select
            figures.program_key,
            figures.year,
            figures.report_id,
            cast(figures.figure_item as integer) as reference_year,
            {{ figure_columns("fct_spending_per_beneficiary") }},
            {{ real_columns("fct_spending_per_beneficiary") }}
        from figures
        left join years on years.year = cast(figures.figure_item as integer)
    )

select *
from final
