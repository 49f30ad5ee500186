-- Question: which programmes appeared in the archive after its first year, or stopped
-- reporting before its last?
-- Unit: years.
-- Price basis: none.
-- Caveats: the warehouse knows only the reports that it has read: a missing file
-- looks like an end. agrees_with_form tells whether the years printed in the form say
-- the same (end_year 2042 stands for a permanent programme). A rename that nobody has
-- reviewed looks like an end and a beginning: see quality.program_matches.
with
    archive as (
        select min(report_year) as first_year, max(report_year) as last_year
        from dim_report
    ),

    events as (
        select
            dim_program.*,
            'appeared' as event,
            first_report_year as event_year,
            start_year = first_report_year as agrees_with_form
        from dim_program, archive
        where first_report_year > first_year
        union all by name
        select
            dim_program.*,
            'disappeared' as event,
            last_report_year as event_year,
            end_year <= last_report_year as agrees_with_form
        from dim_program, archive
        where last_report_year < last_year
    )

select event, event_year, program_name, ministry, start_year, end_year, agrees_with_form
from events
order by event, event_year, program_name
;
