with
    components as (select * from {{ ref("int_components_listed") }}),

    reports as (
        select report_id, program_key, report_year, is_current
        from {{ ref("int_reports_identified") }}
    ),

    final as (
        select
            components.*,
            reports.* exclude (report_id),
            {{ short_hash(["program_key", "compared_name", "occurrence"]) }}
            as component_key
        from components
        inner join reports using (report_id)
    )

select *
from final
