-- Question: what do the programmes buy: goods, training, transfers, infrastructure?
-- Unit: whole pesos; share is a fraction of the year's component spending.
-- Price basis: nominal.
-- Caveats: the kind of a component is the form's own list, chosen by the programme;
-- NULL where name and kind cannot be told apart. Administrative spending is no
-- component. Current revisions only.
select
    spending.reference_year,
    component.component_type,
    count(distinct spending.program_key) as programs,
    count(*) as components,
    sum(spending.spending_clp)::bigint as spending_clp,
    round(
        sum(spending.spending_clp)
        / sum(sum(spending.spending_clp)) over (partition by spending.reference_year),
        4
    ) as share
from fct_spending_by_component as spending
inner join dim_component as component using (component_key)
where
    spending.spending_clp is not null
    and spending.report_id in (select report_id from dim_report where is_current)
group by spending.reference_year, component.component_type
order by spending.reference_year desc, spending_clp desc, component.component_type
;
