-- Question: how much of the programmes' spending reaches each region, for each of its
-- inhabitants?
-- Unit: whole pesos; inhabitants of the nearer census (2017 up to 2020, then 2024).
-- Price basis: nominal.
-- Caveats: only component spending is broken down by region, and only by programmes
-- that print the table. "Nivel central" (NC) is spending without a region: it has no
-- inhabitants. Amounts printed in millions are rounded to a million.
select
    year,
    region_name,
    count(spending_clp) as programs,
    sum(spending_clp)::bigint as spending_clp,
    if(year <= 2020, census_2017, census_2024) as inhabitants,
    round(sum(spending_clp) / inhabitants)::bigint as spending_per_inhabitant_clp
from fct_spending_by_region
inner join dim_region using (region_code, region_name)
group by year, region_name, north_south_order, inhabitants
order by year desc, north_south_order
;
