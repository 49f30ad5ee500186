{{ config(materialized="view") }}

-- Two programmes that may be one: no year in which both report, and something rare in
-- common: a name, a word, a figure about one year, or a service with neighbouring
-- years. Pairs without are not compared, so that their number grows with the
-- programmes and
-- not with the square. Each pair stands at its seam, where the years of the one come
-- nearest to those of the other.
{#- What more programmes than this have tells no two of them apart. -#}
{%- set most_sharing = 30 %}
with
    titles as (select * from {{ ref("int_programs_described") }}),

    programs as (
        select
            program_key,
            max(bips_id) as bips_id,
            min(report_year) as first_year,
            list(distinct report_year) as years
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

    marks as (
        select distinct program_key, 'name' as kind, compared_name as mark
        from titles
        union all
        select distinct
            program_key, 'word' as kind, unnest(string_split(telling_name, ' ')) as mark
        from titles
        union all
        -- A report speaks for the year after it, too, so neighbours meet.
        select distinct
            program_key,
            'service and year' as kind,
            concat(
                unnest([report_year, report_year + 1]), ' ', compared_service
            ) as mark
        from titles
        where compared_service is not null
        union all
        select distinct
            program_key,
            'figure' as kind,
            concat_ws(' ', table_name, measure, reference_year, item, value) as mark
        from {{ ref("int_figures") }}
        where {{ is_compared_figure() }}
    ),

    telling as (
        select *
        from marks
        qualify
            kind = 'service and year'
            or count(*) over (partition by kind, mark) <= {{ most_sharing }}
    ),

    in_common as (
        select distinct one.program_key, other.program_key as candidate_key
        from telling as one
        inner join
            telling as other
            on other.kind = one.kind
            and other.mark = one.mark
            and other.program_key <> one.program_key
    ),

    pairs as (
        select in_common.*
        from in_common
        inner join programs as one on one.program_key = in_common.program_key
        inner join programs as other on other.program_key = in_common.candidate_key
        where
            one.first_year < other.first_year
            and not list_has_any(one.years, other.years)
            -- Where the index knows both, it knows them as two.
            and (one.bips_id is null or other.bips_id is null)
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
