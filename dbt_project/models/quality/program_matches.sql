-- Two programmes that never report the same year and have like names, for a person to
-- judge.
{#- Words that nearly every name has: they say nothing about likeness. -#}
{%- set filler = "programa|proyecto|de|del|la|el|los|las|y|e|en|para|con|por|a|al|ex" %}
{%- set least_score_in_one_service = 0.75 %}
{%- set least_score_elsewhere = 0.9 %}
with
    names as (
        select
            program_key,
            report_year,
            program_name,
            service,
            trim(
                regexp_replace(
                    regexp_replace(
                        {{ normalise_name("program_name") }},
                        '\b({{ filler }})\b',
                        ' ',
                        'g'
                    ),
                    '\s+',
                    ' ',
                    'g'
                )
            ) as compared_name
        from {{ ref("program_names") }}
    ),

    programs as (
        select
            program_key,
            list(distinct report_year order by report_year) as report_years,
            min_by(program_name, report_year) as first_name,
            max_by(program_name, report_year) as last_name,
            min_by(compared_name, report_year) as first_compared_name,
            max_by(compared_name, report_year) as last_compared_name,
            min_by(service, report_year) as first_service,
            max_by(service, report_year) as last_service
        from names
        group by program_key
    ),

    starts as (select program_key, start_year from {{ ref("dim_program") }}),

    -- A rename leads from the last name of the one to the first name of the other.
    pairs as (
        select
            earlier.program_key as program_key,
            later.program_key as candidate_key,
            earlier.last_name as program_name,
            later.first_name as candidate_name,
            earlier.last_service as service,
            later.first_service as candidate_service,
            earlier.report_years[-1] as last_report_year,
            later.report_years[1] as first_report_year,
            earlier.last_service = later.first_service as is_same_service,
            later.report_years[1] = earlier.report_years[-1] + 1 as is_adjacent,
            earlier_start.start_year = later_start.start_year as is_same_start,
            earlier_start.start_year as start_year,
            round(
                jaro_winkler_similarity(
                    earlier.last_compared_name, later.first_compared_name
                ),
                4
            ) as score
        from programs as earlier
        inner join programs as later on earlier.report_years[-1] < later.report_years[1]
        left join
            starts as earlier_start on earlier_start.program_key = earlier.program_key
        left join starts as later_start on later_start.program_key = later.program_key
    ),

    final as (
        select
            -- ids
            program_key,
            candidate_key,

            -- text
            program_name,
            candidate_name,
            service,
            candidate_service,
            concat_ws(
                '; ',
                'names alike by ' || score,
                case when is_same_service then 'same service' end,
                case
                    when is_adjacent
                    then
                        'adjacent years '
                        || last_report_year
                        || ' and '
                        || first_report_year
                end,
                case when is_same_start then 'both start in ' || start_year end
            ) as evidence,

            -- numbers
            last_report_year,
            first_report_year,
            cast(score as double) as score
        from pairs
        where
            score >= case
                when is_same_service
                then {{ least_score_in_one_service }}
                else {{ least_score_elsewhere }}
            end
            and (is_same_service or is_adjacent)
    )

select *
from final
