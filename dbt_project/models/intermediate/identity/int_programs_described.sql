-- Under which name and service each programme reports in each year, and how large it
-- is then: what two programmes are compared by.
{#- Words that nearly every name has: they say nothing about likeness. -#}
{%- set filler = "programa|proyecto|de|del|la|el|los|las|y|e|en|para|con|por|a|al|ex" %}
with
    reports as (
        select *
        from {{ ref("int_reports_identified") }}
        where is_current and program_name is not null
    ),

    sizes as (
        select
            report_id,
            max(value) filter (where column_name = 'executed_clp') as executed_clp,
            max(value) filter (where column_name = 'beneficiaries') as beneficiaries
        from {{ ref("int_figures") }}
        where
            reference_year = report_year
            and (table_name, column_name) in (
                ('fct_spending', 'executed_clp'), ('fct_beneficiaries', 'beneficiaries')
            )
        group by report_id
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
            folded.report_id,
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
            sizes.executed_clp::bigint as executed_clp,
            sizes.beneficiaries::bigint as beneficiaries
        from folded
        left join sizes using (report_id)
    )

select *
from final
