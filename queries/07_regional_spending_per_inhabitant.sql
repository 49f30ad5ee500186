-- Question: how much of the programmes' spending reaches each region, for each of its
-- inhabitants?
-- Unit: whole pesos; inhabitants of the nearer census (2017 up to 2020, then 2024).
-- Price basis: nominal.
-- Caveats: only component spending is broken down by region, and only by programmes
-- that print the table. "Nivel central" (NC) is spending without a region: it has no
-- inhabitants. Amounts printed in millions are rounded to a million. Current revisions
-- only, so that no region of a withdrawn table is counted.
with
    current_spending as (
        select
            reference_year,
            region_code,
            count(*) as programs,
            sum(spending_clp) as spending_clp
        from fct_spending_by_region
        where
            spending_clp is not null
            and report_id in (select report_id from dim_report where is_current)
        group by all
    ),

    regions as (
        select
            reference_year,
            north_south_order,
            region_name,
            programs,
            spending_clp,
            if(reference_year <= 2020, census_2017, census_2024) as inhabitants
        from current_spending
        inner join dim_region using (region_code)
    )

select
    reference_year,
    region_name,
    programs,
    spending_clp::bigint as spending_clp,
    inhabitants,
    round(spending_clp / inhabitants)::bigint as spending_per_inhabitant_clp
from regions
order by reference_year desc, north_south_order
;
