with recursive
    aliases as (
        select * from {{ ref("int_program_decisions_folded") }} where is_one_program
    ),

    titles as (
        select distinct
            compared_name as name, {{ normalise_name("service") }} as service
        from {{ ref("int_titles_parsed") }}
        where compared_name <> ''
    ),

    names as (
        select *
        from titles
        union
        select old_name, old_service
        from aliases
    ),

    -- Renames and moves are followed one by one; the limit ends a circle.
    renames as (
        select name as first_name, service as first_service, name, service, 0 as steps
        from names

        union all

        select
            renames.first_name,
            renames.first_service,
            aliases.new_name,
            aliases.new_service,
            renames.steps + 1
        from renames
        inner join
            aliases
            on aliases.old_name = renames.name
            and aliases.old_service is not distinct from renames.service
        where renames.steps < 20
    ),

    newest as (
        select
            first_name,
            first_service,
            max(steps) as steps,
            max_by(name, steps) as newest_name,
            -- a struct, because a service may be NULL
            max_by({'service':service}, steps).service as newest_service
        from renames
        group by first_name, first_service
    ),

    -- The oldest name stands for all of them, so that a later rename leaves the key as
    -- it is.
    oldest as (
        select
            newest_name,
            newest_service,
            min_by(
                {'name':first_name, 'service':first_service},
                (- steps, first_name, first_service)
            ) as oldest
        from newest
        group by newest_name, newest_service
    ),

    -- What ships with the project, and what was fetched.
    programs as (
        select program_name, service, bips_id
        from {{ ref("bips_programs") }}
        union
        select program_name, service, bips_id
        from {{ ref("stg_bips_index") }}
        where bips_id is not null
    ),

    bips as (
        select
            {{ normalise_name("programs.program_name") }} as name,
            {{ normalise_name("coalesce(institutions.canonical, programs.service)") }}
            as service,
            programs.bips_id
        from programs
        left join
            {{ ref("int_institutions_folded") }} as institutions
            on institutions.kind = 'service'
            and institutions.printed_name = {{ normalise_name("programs.service") }}
    ),

    -- The index may know the programme by any of its names; two different identifiers
    -- are none.
    identifiers as (
        select
            newest.newest_name,
            newest.newest_service,
            case
                when count(distinct bips.bips_id) = 1 then min(bips.bips_id)
            end as bips_id
        from newest
        inner join
            renames
            on renames.first_name = newest.first_name
            and renames.first_service is not distinct from newest.first_service
        inner join
            bips
            on bips.name = renames.name
            and bips.service is not distinct from renames.service
        group by newest.newest_name, newest.newest_service
    ),

    final as (
        select
            coalesce(
                'bips-' || identifiers.bips_id,
                'name-'
                || {{ short_hash(["oldest.oldest.name", "oldest.oldest.service"]) }}
            ) as program_key,
            newest.first_name as compared_name,
            newest.first_service as compared_service,
            identifiers.bips_id
        from newest
        inner join
            oldest
            on oldest.newest_name = newest.newest_name
            and oldest.newest_service is not distinct from newest.newest_service
        left join
            identifiers
            on identifiers.newest_name = newest.newest_name
            and identifiers.newest_service is not distinct from newest.newest_service
        semi join
            titles
            on titles.name = newest.first_name
            and titles.service is not distinct from newest.first_service
    )

select *
from final
