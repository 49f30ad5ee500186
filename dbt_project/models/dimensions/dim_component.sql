with
    components as (select * from {{ ref("int_components_keyed") }} where is_current),

    final as (
        select
            component_key,
            program_key,
            -- as the newest report that states it prints it
            arg_max(component_name, (report_year, item)) as component_name,
            arg_max(component_type, report_year) as component_type
        from components
        group by component_key, program_key
    )

select *
from final
