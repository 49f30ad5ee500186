-- Which programmes first report after the archive's first year, or last report before its last?
select program_name, first_report_year, last_report_year, start_year, end_year
from dim_program
where
    first_report_year > (select min(year) from program_year) or last_report_year < (select max(year) from program_year)
order by all
;
