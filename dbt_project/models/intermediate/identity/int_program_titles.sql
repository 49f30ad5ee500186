-- Under which name and service each programme reports in each year, and how large it
-- is then: what two programmes are compared by.
{#- Words that nearly every name has: they say nothing about likeness. -#}
{%- set filler = "programa|proyecto|de|del|la|el|los|las|y|e|en|para|con|por|a|al|ex" %}
with
    reports as (
        select *
        from {{ ref("int_reports") }}
        where is_current and program_name is not null
    ),

    spending as (
        select report_id, executed_clp
        from {{ ref("fct_spending") }}
        where reference_year = report_year
    ),

    populations as (
        select report_id, beneficiaries
        from {{ ref("fct_beneficiaries") }}
        where reference_year = report_year
    ),

    folded as (
        select
            *,
            {{ normalise_name("program_name") }} as compared_name,
            {{ normalise_name("service") }} as compared_service
        from reports
    ),

    final as (
        select
            -- ids
            folded.program_key,
            folded.bips_id,

            -- text
            folded.program_name,
            folded.service,
            folded.compared_name,
            folded.compared_service,
            trim(
                regexp_replace(
                    regexp_replace(
                        folded.compared_name, '\b({{ filler }})\b', ' ', 'g'
                    ),
                    '\s+',
                    ' ',
                    'g'
                )
            ) as telling_name,

            -- numbers
            folded.report_year,
            folded.start_year,
            spending.executed_clp,
            populations.beneficiaries
        from folded
        left join spending using (report_id)
        left join populations using (report_id)
    )

select *
from final
