-- How much do programmes execute that name each Sustainable Development Goal?
select year, sdg_number, name_es, count(*) as programs, sum(executed_clp) as executed_clp
from (select distinct program_key, year, sdg_number from program_sdg)
join dim_sdg using (sdg_number)
join program_year using (program_key, year)
group by all
order by all
;
