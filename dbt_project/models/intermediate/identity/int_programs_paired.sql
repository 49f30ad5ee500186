{{ config(materialized="view") }}

-- Two programmes that may be one: no year in which both report, and one service or
-- neighbouring years. Each pair stands at its seam, where the years of the one come
-- nearest to those of the other.
with
    titles as (select * from {{ ref("int_programs_described") }}),

    programs as (
        select
            program_key,
            max(bips_id) as bips_id,
            min(report_year) as first_year,
            list(distinct report_year) as years,
            list(distinct report_year + 1) as next_years,
            list(distinct compared_service) filter (
                where compared_service is not null
            ) as services
        from titles
        group by program_key
    ),

    names as (select distinct program_key, compared_name, compared_service from titles),

    -- What a person has found to be two.
    refused as (
        select distinct one.program_key, other.program_key as candidate_key
        from {{ ref("int_program_decisions_folded") }} as decisions
        inner join
            names as one
            on one.compared_name = decisions.old_name
            and one.compared_service is not distinct from decisions.old_service
        inner join
            names as other
            on other.compared_name = decisions.new_name
            and other.compared_service is not distinct from decisions.new_service
        where not decisions.is_one_program
    ),

    pairs as (
        select one.program_key, other.program_key as candidate_key
        from programs as one
        inner join programs as other on one.first_year < other.first_year
        where
            not list_has_any(one.years, other.years)
            -- Where the index knows both, it knows them as two.
            and (one.bips_id is null or other.bips_id is null)
            and (
                list_has_any(one.services, other.services)
                or list_has_any(one.next_years, other.years)
                or list_has_any(one.years, other.next_years)
            )
    ),

    seams as (
        select
            pairs.program_key,
            pairs.candidate_key,
            one.report_year as last_report_year,
            other.report_year as first_report_year
        from pairs
        inner join titles as one on one.program_key = pairs.program_key
        inner join titles as other on other.program_key = pairs.candidate_key
        qualify
            row_number() over (
                partition by pairs.program_key, pairs.candidate_key
                order by
                    abs(other.report_year - one.report_year),
                    one.report_year,
                    other.report_year
            )
            = 1
    ),

    final as (
        select seams.*
        from seams
        anti join
            refused
            on refused.program_key in (seams.program_key, seams.candidate_key)
            and refused.candidate_key in (seams.program_key, seams.candidate_key)
    )

select *
from final
