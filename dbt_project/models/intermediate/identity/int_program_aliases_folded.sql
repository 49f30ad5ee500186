-- Reviewed renames and moves as they are compared: names folded, services in their
-- reviewed spelling. A move between two spellings of one service is none.
with
    aliases as (select * from {{ ref("program_aliases") }}),

    services as (
        select * from {{ ref("int_institutions_folded") }} where kind = 'service'
    ),

    compared as (
        select
            {{ normalise_name("aliases.old_name") }} as old_name,
            {{ normalise_name("coalesce(old_services.canonical, aliases.service)") }}
            as old_service,
            {{ normalise_name("aliases.new_name") }} as new_name,
            {{
                normalise_name(
                    "coalesce(new_services.canonical, aliases.new_service, old_services.canonical, aliases.service)"
                )
            }}
            as new_service
        from aliases
        left join
            services as old_services
            on old_services.printed_name = {{ normalise_name("aliases.service") }}
        left join
            services as new_services
            on new_services.printed_name = {{ normalise_name("aliases.new_service") }}
    ),

    final as (
        select *
        from compared
        where old_name <> new_name or old_service is distinct from new_service
    )

select *
from final
