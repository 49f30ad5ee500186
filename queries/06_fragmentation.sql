-- Question: how many small programmes (under $2.000 million a year) does each ministry
-- run, and how much of its money goes through them?
-- Unit: whole pesos; shares are fractions.
-- Price basis: nominal, the limit too.
-- Caveats: size is executed budget as reported; programmes that do not report it are
-- left out. A ministry's total is that of its social programmes, not of its budget.
with
    programs as (
        select year, ministry, executed_clp, executed_clp < 2_000_000_000 as is_small
        from program_year
        where executed_clp is not null
    )

select
    year,
    ministry,
    count(*) as programs,
    count(*) filter (is_small) as small_programs,
    round(count(*) filter (is_small) / count(*), 4) as share_of_programs,
    sum(executed_clp)::bigint as executed_clp,
    coalesce(sum(executed_clp) filter (is_small), 0)::bigint as small_executed_clp,
    round(
        coalesce(sum(executed_clp) filter (is_small), 0) / sum(executed_clp), 4
    ) as share_of_executed
from programs
group by all
order by year desc, small_programs desc, ministry
;
