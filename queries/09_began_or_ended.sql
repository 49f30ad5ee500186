-- Question: which programmes appeared in the archive after its first year, or stopped
-- reporting before its last?
-- Unit: years.
-- Price basis: none.
-- Caveats: the warehouse knows only the reports that it has read: a missing file
-- looks like an end. agrees_with_form tells whether the years printed in the form say
-- the same. A rename that nobody has
-- reviewed looks like an end and a beginning: see quality.program_matches.
with archive as (select min(year) as first_year, max(year) as last_year from dim_report)

select
    if(step = 1, 'appeared', 'disappeared') as event,
    if(step = 1, first_report_year, last_report_year) as event_year,
    program_name,
    ministry,
    start_year,
    end_year,
    if(
        step = 1, start_year = first_report_year, end_year <= last_report_year
    ) as agrees_with_form
from dim_program, archive, (values (1), (2)) as steps(step)
where if(step = 1, first_report_year > first_year, last_report_year < last_year)
order by event, event_year, program_name
;
