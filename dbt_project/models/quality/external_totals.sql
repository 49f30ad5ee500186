with
    ours as (
        select
            reports.report_year as year,
            count(distinct reports.program_key)::integer as programs,
            sum(figures.value)::bigint as executed_clp
        from {{ ref("int_reports_identified") }} as reports
        left join
            {{ ref("int_figures") }} as figures
            on figures.report_id = reports.report_id
            and figures.table_name = 'fct_spending'
            and figures.column_name = 'executed_clp'
        where reports.is_current and not reports.is_sample
        group by reports.report_year
    ),

    final as (
        select
            year,

            -- programmes
            published.programs as published_programs,
            coalesce(ours.programs, 0) as our_programs,
            our_programs - published_programs as programs_difference,
            our_programs / published_programs as present_share,

            -- money
            published.executed_clp as published_executed_clp,
            ours.executed_clp as our_executed_clp,
            our_executed_clp - published_executed_clp as executed_difference_clp,

            published.source
        from {{ ref("published_totals") }} as published
        left join ours using (year)
    )

select *
from final
