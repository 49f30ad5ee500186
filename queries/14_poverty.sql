-- How many programmes say that they contribute against poverty?
select year, multidimensional_poverty_addressed, income_poverty_addressed, count(*) as programs
from program_profile
group by all
order by all
;
