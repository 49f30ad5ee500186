-- Rates and shares of a programme's year, as fractions, and spending per beneficiary
-- in pesos.
with
    figures as (select * from {{ ref("int_latest_figures_pivoted") }}),

    years as (select year, deflator, base_year from {{ ref("int_prices_deflated") }}),

    rates as (
        select
            program_key,
            reference_year,
            cast(executed_clp as double)
            / nullif(initial_budget_clp, 0) as execution_rate,
            cast(administrative_spending_clp as double) / nullif(
                component_spending_clp + administrative_spending_clp, 0
            ) as administrative_share,
            cast(beneficiaries as double)
            / nullif(target_population, 0) as coverage_rate,
            cast(executed_clp as double)
            / nullif(beneficiaries, 0) as spending_per_beneficiary,
            cast(executed_clp as double)
            / nullif(beneficiaries, 0)
            * years.deflator as spending_per_beneficiary_real,
            years.base_year
        from figures
        left join years on years.year = figures.reference_year
    ),

    -- A range of years, not of rows: a year without a report is no previous year.
    compared as (
        select
            *,
            max(spending_per_beneficiary_real) over (
                partition by program_key
                order by reference_year
                range between 1 preceding and 1 preceding
            ) as previous_real,
            max(spending_per_beneficiary_real) over (
                partition by program_key
                order by reference_year
                range between 2 preceding and 2 preceding
            ) as second_previous_real
        from rates
    ),

    final as (
        select
            * exclude (previous_real, second_previous_real),
            spending_per_beneficiary_real / nullif(previous_real, 0)
            - 1 as spending_per_beneficiary_change,
            spending_per_beneficiary_real
            / nullif((previous_real + second_previous_real) / 2, 0)
            - 1 as spending_per_beneficiary_departure
        from compared
    )

select *
from final
