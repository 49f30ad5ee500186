-- Question: which programmes spend most on administration?
-- Unit: whole pesos; shares are fractions of total executed.
-- Price basis: nominal; a share has none.
-- Caveats: what counts as administrative is up to the programme
-- (program_profile.administrative_detail). A programme that does not report
-- administrative spending is not listed: that is not zero. all_programs_share is the
-- share of the programmes listed for the year, weighted by their spending.
select
    year,
    ministry,
    program_name,
    total_executed_clp,
    administrative_spending_clp,
    round(administrative_share, 4) as administrative_share,
    round(
        sum(administrative_spending_clp) over (partition by year)
        / sum(total_executed_clp) over (partition by year),
        4
    ) as all_programs_share
from program_year
where administrative_share is not null
order by year desc, administrative_share desc, program_name
;
