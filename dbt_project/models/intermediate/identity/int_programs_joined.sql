-- The programme that each name stands for: names are joined from one to the next where
-- figures prove it. Of what a person or the index knows as two, nothing is joined.
with recursive
    programs as (
        select program_key, max(bips_id) as bips_id
        from {{ ref("int_reports_named") }}
        group by program_key
    ),

    repeated as (select * from {{ ref("int_figures_repeated") }}),

    -- A link leads to a later year, and to and from a name there is one at most.
    chains as (
        select program_key as first_key, program_key, bips_id
        from programs
        where program_key not in (select next_key from repeated)

        union all

        select chains.first_key, programs.program_key, programs.bips_id
        from chains
        inner join repeated using (program_key)
        inner join programs on programs.program_key = repeated.next_key
    ),

    names as (
        select chains.first_key, named.compared_name, named.compared_service
        from {{ ref("int_programs_named") }} as named
        inner join chains using (program_key)
    ),

    contradicted as (
        select one.first_key
        from {{ ref("int_program_decisions_folded") }} as decisions
        inner join
            names as one
            on one.compared_name = decisions.old_name
            and one.compared_service is not distinct from decisions.old_service
        inner join
            names as other
            on other.compared_name = decisions.new_name
            and other.compared_service is not distinct from decisions.new_service
        where not decisions.is_one_program and one.first_key = other.first_key

        union all

        select first_key
        from chains
        group by first_key
        having count(bips_id) > 1
    ),

    judged as (
        select
            program_key,
            bips_id,
            if(
                first_key in (select first_key from contradicted),
                program_key,
                first_key
            ) as first_key
        from chains
    ),

    final as (
        select
            program_key as named_key,
            coalesce(
                'bips-' || max(bips_id) over (partition by first_key), first_key
            ) as program_key,
            max(bips_id) over (partition by first_key) as bips_id
        from judged
    )

select *
from final
