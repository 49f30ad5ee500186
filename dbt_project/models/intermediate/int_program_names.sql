with recursive
    titles as (
        select distinct
            compared_name, {{ normalise_name("service") }} as compared_service
        from {{ ref("int_report_titles") }}
        where compared_name <> ''
    ),

    aliases as (
        select
            {{ normalise_name("old_name") }} as old_name,
            {{ normalise_name("service") }} as service,
            {{ normalise_name("new_name") }} as new_name
        from {{ ref("program_aliases") }}
    ),

    -- Renames are followed name by name; the limit ends a circle.
    renames as (
        select
            compared_name as printed_name,
            compared_service,
            compared_name as name,
            0 as steps
        from titles

        union all

        select
            renames.printed_name,
            renames.compared_service,
            aliases.new_name,
            renames.steps + 1
        from renames
        inner join
            aliases
            on aliases.old_name = renames.name
            and aliases.service is not distinct from renames.compared_service
        where renames.steps < 20
    ),

    newest as (
        select printed_name, compared_service, max_by(name, steps) as newest_name
        from renames
        group by printed_name, compared_service
    ),

    bips as (
        select
            {{ normalise_name("programs.program_name") }} as compared_name,
            {{ normalise_name("coalesce(institutions.canonical, programs.service)") }}
            as compared_service,
            programs.bips_id
        from {{ ref("bips_programs") }} as programs
        left join
            {{ ref("int_institutions") }} as institutions
            on institutions.kind = 'service'
            and institutions.printed_name = {{ normalise_name("programs.service") }}
    ),

    -- The index may know the programme by any of its names; two different identifiers
    -- are none.
    identifiers as (
        select
            newest.newest_name,
            newest.compared_service,
            case
                when count(distinct bips.bips_id) = 1 then min(bips.bips_id)
            end as bips_id
        from newest
        inner join
            renames
            on renames.printed_name = newest.printed_name
            and renames.compared_service is not distinct from newest.compared_service
        inner join
            bips
            on bips.compared_name = renames.name
            and bips.compared_service is not distinct from newest.compared_service
        group by newest.newest_name, newest.compared_service
    ),

    final as (
        select
            coalesce(
                'bips-' || identifiers.bips_id,
                'name-'
                || {{ short_hash(["newest.newest_name", "newest.compared_service"]) }}
            ) as program_key,
            newest.printed_name as compared_name,
            newest.compared_service,
            identifiers.bips_id
        from newest
        left join
            identifiers
            on identifiers.newest_name = newest.newest_name
            and identifiers.compared_service
            is not distinct from newest.compared_service
    )

select *
from final
