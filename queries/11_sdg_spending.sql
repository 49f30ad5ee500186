-- Question: how much is spent by programmes that say they serve each Sustainable
-- Development Goal?
-- Unit: whole pesos.
-- Price basis: nominal.
-- Caveats: the form ties a programme, not its money, to goals. executed_clp counts a
-- programme in full under each of its goals and must not be added up over goals;
-- split_clp divides it evenly and may be. The row without a goal is of programmes that
-- name none. Goals and spending are of one report.
with
    goals as (select distinct program_key, year, sdg_number from program_sdg),

    programs as (
        select
            *,
            executed_clp / count(*) over (partition by program_key, year) as split_clp
        from program_year
        left join goals using (program_key, year)
        where executed_clp is not null
    )

select
    year,
    sdg_number,
    name_es,
    count(*) as programs,
    sum(executed_clp)::bigint as executed_clp,
    round(sum(split_clp))::bigint as split_clp
from programs
left join dim_sdg using (sdg_number)
group by all
order by year desc, sdg_number nulls last
;
