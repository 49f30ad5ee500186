-- Question: what do the programmes buy: goods, training, transfers, infrastructure?
-- Unit: whole pesos; share is a fraction of the year's component spending.
-- Price basis: nominal.
-- Caveats: the kind of a component is the form's own list, chosen by the programme;
-- NULL where name and kind cannot be told apart. Administrative spending is no
-- component.
select
    year,
    component_type,
    count(distinct program_key) as programs,
    count(*) as components,
    sum(spending_clp)::bigint as spending_clp,
    round(
        sum(spending_clp) / sum(sum(spending_clp)) over (partition by year), 4
    ) as share
from fct_components
where spending_clp is not null
group by year, component_type
order by year desc, spending_clp desc, component_type
;
