-- How many programmes of each ministry execute less than $2.000 million a year?
select year, ministry, count(*) as programs, sum(executed_clp) as executed_clp
from program_year
where executed_clp < 2_000_000_000
group by all
order by all
;
