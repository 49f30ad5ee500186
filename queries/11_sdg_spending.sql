-- Question: how much is spent by programmes that say they serve each Sustainable
-- Development Goal?
-- Unit: whole pesos.
-- Price basis: nominal.
-- Caveats: the form ties a programme, not its money, to goals. executed_clp counts a
-- programme in full under each of its goals and must not be added up over goals;
-- split_clp divides it evenly and may be. The row without a goal is of programmes that
-- name none. Goals and spending are those of the same year's current report.
with
    goals as (select distinct report_id, sdg_number from program_sdg),

    programs as (
        select
            program_year.reference_year,
            program_year.program_key,
            program_year.executed_clp,
            goals.sdg_number,
            program_year.executed_clp / count(*) over (
                partition by program_year.program_key, program_year.reference_year
            ) as split_clp
        from program_year
        left join goals using (report_id)
        where
            program_year.report_id is not null and program_year.executed_clp is not null
    )

select
    programs.reference_year,
    programs.sdg_number,
    dim_sdg.name_es,
    count(*) as programs,
    sum(programs.executed_clp)::bigint as executed_clp,
    round(sum(programs.split_clp))::bigint as split_clp
from programs
left join dim_sdg using (sdg_number)
group by all
order by programs.reference_year desc, programs.sdg_number nulls last
;
