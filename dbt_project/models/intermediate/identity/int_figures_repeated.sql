-- Two names that figures prove to be one programme: the first report under the later
-- name repeats what the last one under the earlier name states about its own year, and
-- no other programme's reports do. Of several documents of one year each must say so.
{#- Digits without zeros at the end, of the three figures together: round and small figures fit by chance. -#}
{%- set least_digits = 6 %}
{#- The price base of a year's reports is known where so many programmes of one name agree on the step. -#}
{%- set least_programs = 5 %}
{%- set most_departure = 0.01 %}
with
    documents as (
        select
            *,
            count(*) over (partition by program_key, report_year) as document_count,
            min(report_year) over (partition by program_key) as first_year,
            max(report_year) over (partition by program_key) as last_year
        from {{ ref("int_people_and_costs_printed") }}
    ),

    -- By how much the reports of a year print costs higher than those of the year
    -- before: in prices of another year. They print thousands, so from 100 thousand on
    -- rounding moves a step by less than one percent.
    steps as (
        select
            later.report_year,
            quantile_cont(later.previous_year_cost / earlier.cost, 0.25) as low,
            quantile_cont(later.previous_year_cost / earlier.cost, 0.75) as high
        from documents as earlier
        inner join
            documents as later
            on later.program_key = earlier.program_key
            and later.report_year = earlier.report_year + 1
        where earlier.cost >= 100000 and later.previous_year_cost > 0
        group by later.report_year
        having
            count(distinct later.program_key) >= {{ least_programs }}
            and high - low <= {{ most_departure }}
    ),

    repeated as (
        select
            earlier.program_key,
            later.program_key as next_key,
            earlier.report_year,
            earlier.document_count * later.document_count as pair_count,
            500 * (1 + steps.high) as rounding,
            earlier.report_year = earlier.last_year
            and later.report_year = later.first_year
            -- Where the price base is not known, only the same number is the same cost.
            and later.previous_year_cost
            >= coalesce(earlier.cost * steps.low - rounding, earlier.cost)
            and later.previous_year_cost
            <= coalesce(earlier.cost * steps.high + rounding, earlier.cost)
            and earlier.cost > 0
            -- Neither says that it ended or began between the two.
            and coalesce(earlier.end_year > earlier.report_year, true)
            and coalesce(later.start_year = earlier.start_year, true)
            and length(
                rtrim(earlier.cost::bigint || '', '0')
                || rtrim(earlier.beneficiaries::bigint || '', '0')
                || if(
                    earlier.target_population = earlier.beneficiaries,
                    '',
                    rtrim(earlier.target_population::bigint || '', '0')
                )
            )
            >= {{ least_digits }} as is_proof
        from documents as earlier
        inner join
            documents as later
            on later.report_year = earlier.report_year + 1
            and later.previous_year_target_population = earlier.target_population
            and later.previous_year_beneficiaries = earlier.beneficiaries
        left join steps on steps.report_year = later.report_year
        where earlier.target_population > 0 and earlier.beneficiaries > 0
    ),

    -- Who fits: also who goes on under its own name.
    fitting as (
        select
            program_key,
            next_key,
            count(*) filter (is_proof) = any_value(pair_count) as is_proven
        from repeated
        group by program_key, next_key, report_year
        qualify
            count(*) over (partition by program_key, report_year) = 1
            and count(*) over (partition by next_key, report_year) = 1
    ),

    final as (
        select program_key, next_key
        from fitting
        -- A report without a readable name is nobody's.
        where is_proven and not starts_with(program_key || next_key, 'report-')
    )

select *
from final
