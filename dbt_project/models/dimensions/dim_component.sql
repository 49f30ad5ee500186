with
    components as (select * from {{ ref("int_components_keyed") }}),

    final as (
        select
            -- ids
            component_key,
            program_key,

            -- text, as the newest report that states it prints it
            arg_max(component_name, (report_year, revision, item)) as component_name,
            arg_max(component_type, (report_year, revision)) as component_type
        from components
        group by component_key, program_key
    )

select *
from final
