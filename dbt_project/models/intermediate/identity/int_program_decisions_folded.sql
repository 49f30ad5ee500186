-- What a person has decided about pairs of names, as they are compared: names folded,
-- services in their reviewed spelling. A move between two spellings of one service is
-- none.
with
    decisions as (
        select *, true as is_one_program
        from {{ ref("program_aliases") }}
        union all by name
        select *, false as is_one_program
        from {{ ref("program_distinct") }}
    ),

    services as (
        select * from {{ ref("int_institutions_folded") }} where kind = 'service'
    ),

    compared as (
        select
            {{ normalise_name("decisions.old_name") }} as old_name,
            {{ normalise_name("coalesce(old_services.canonical, decisions.service)") }}
            as old_service,
            {{ normalise_name("decisions.new_name") }} as new_name,
            {{
                normalise_name(
                    "coalesce(new_services.canonical, decisions.new_service, old_services.canonical, decisions.service)"
                )
            }}
            as new_service,
            is_one_program
        from decisions
        left join
            services as old_services
            on old_services.printed_name = {{ normalise_name("decisions.service") }}
        left join
            services as new_services
            on new_services.printed_name = {{ normalise_name("decisions.new_service") }}
    ),

    final as (
        select *
        from compared
        where old_name <> new_name or old_service is distinct from new_service
    )

select *
from final
