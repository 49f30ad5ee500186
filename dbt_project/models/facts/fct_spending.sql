with
    figures as ({{ pivot_figures("fct_spending", item=none) }}),

    years as (select year, deflator from {{ ref("dim_year") }}),

    final as (
        select figures.*, {{ real_columns("fct_spending") }}
        from figures
        left join years on years.year = figures.year
        left join years as next_years on next_years.year = figures.year + 1
    )

select *
from final
