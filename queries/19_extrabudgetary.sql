-- Who gives programmes money from outside the budget law, and how much?
select year, source_name, origin, count(*) as programs, sum(amount_clp) as amount_clp
from fct_extrabudgetary
group by all
order by all
;
