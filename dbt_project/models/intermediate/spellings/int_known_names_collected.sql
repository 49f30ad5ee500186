-- Names of ministries, services and regions that the reviewed files have, as compared.
with
    institutions as (select * from {{ ref("int_institutions_folded") }}),

    indexed as (
        select 'ministry' as kind, ministry as name, program_name
        from {{ ref("bips_programs") }}

        union all

        select 'service' as kind, service as name, program_name
        from {{ ref("bips_programs") }}

        union all

        select
            if(capitulo is null, 'ministry', 'service') as kind,
            institution_name as name,
            null as program_name
        from {{ ref("budget_partidas") }}
    ),

    named as (
        select kind, canonical as name, null as program_name
        from institutions

        union all

        select
            indexed.kind,
            coalesce(institutions.canonical, indexed.name) as name,
            indexed.program_name
        from indexed
        left join
            institutions
            on institutions.kind = indexed.kind
            and institutions.printed_name = {{ normalise_name("indexed.name") }}
    ),

    final as (
        select
            kind,
            {{ normalise_name("name") }} as compared_name,
            min(name) as name,
            list_sort(
                list(distinct {{ normalise_name("program_name") }}) filter (
                    where program_name is not null
                )
            ) as programs
        from named
        group by kind, compared_name

        union all by name

        select 'region' as kind, compared_name, region_name as name
        from {{ ref("int_region_names_folded") }}
        inner join
            (select region_code, region_name from {{ ref("regions") }}) using (
                region_code
            )
    )

select *
from final
