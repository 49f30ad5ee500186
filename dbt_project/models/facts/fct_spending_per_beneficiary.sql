with
    figures as (
        {{
            pivot_figures(
                "fct_spending_per_beneficiary",
                "cast(stated.item as integer) as reference_year",
            )
        }}
    ),

    years as (select year, deflator from {{ ref("dim_year") }}),

    final as (
        select figures.*, {{ real_columns("fct_spending_per_beneficiary") }}
        from figures
        left join years on years.year = figures.reference_year
    )

select *
from final
