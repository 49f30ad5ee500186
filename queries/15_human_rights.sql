-- Which human-rights approaches do programmes take, and how many take each?
select year, approach, count(*) as programs
from program_approaches
group by all
order by all
;
