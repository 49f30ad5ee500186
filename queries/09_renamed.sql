-- Which programmes changed their name, and when?
select year, program_name, lag(program_name) over (partition by program_key order by year) as name_before
from program_names
qualify program_name <> name_before
order by all
;
