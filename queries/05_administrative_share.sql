-- Which programmes spend more than 20 % on administration?
select year, program_name, administrative_spending_clp, administrative_share
from program_year
where administrative_share > 0.2
order by administrative_share desc
;
