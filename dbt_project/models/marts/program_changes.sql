-- What the state's indexes of two years that follow each other say differently of a
-- programme. Without the index of one of them nothing is told.
{%- set kinds = {
    "renamed": "program_name",
    "moved_ministry": "ministry",
    "moved_service": "service",
} %}
with
    listed as (
        select
            bips_id,
            index_year as year,
            min_by(program_name, bips_program_id) as program_name,
            min_by(ministry, bips_program_id) as ministry,
            min_by(service, bips_program_id) as service
        from {{ ref("stg_bips_index") }}
        where is_listed and bips_id is not null
        group by all
    ),

    fetched as (select distinct year from listed),

    pairs as (
        select this.year
        from fetched as this
        inner join fetched as before on before.year = this.year - 1
    ),

    first_years as (
        select bips_id, min(year) as first_year from listed group by bips_id
    ),

    compared as (
        select
            coalesce(this.bips_id, before.bips_id) as bips_id,
            coalesce(this.year, before.year + 1) as year,
            {%- for column in kinds.values() %}
                before.{{ column }} as {{ column }}_before,
                this.{{ column }} as {{ column }}_after,
            {%- endfor %}
            before.bips_id is not null as was_listed,
            this.bips_id is not null as is_listed
        from listed as this
        full join
            listed as before
            on before.bips_id = this.bips_id
            and before.year = this.year - 1
    ),

    changes as (
        select
            bips_id,
            year,
            case
                when not is_listed
                then 'ended'
                when year = first_year
                then 'began'
                else 'returned'
            end as change,
            program_name_before as before,
            program_name_after as after
        from compared
        inner join first_years using (bips_id)
        where was_listed <> is_listed
        {%- for kind, column in kinds.items() %}
            union all
            select bips_id, year, '{{ kind }}', {{ column }}_before, {{ column }}_after
            from compared
            where
                was_listed
                and is_listed
                and {{ normalise_name(column ~ "_before") }}
                is distinct from {{ normalise_name(column ~ "_after") }}
        {%- endfor %}
    ),

    programs as (select bips_id, program_key from {{ ref("dim_program") }}),

    final as (
        select
            coalesce(programs.program_key, 'bips-' || bips_id) as program_key,
            year,
            changes.change,
            changes.before,
            changes.after,
            bips_id
        from changes
        semi join pairs using (year)
        left join programs using (bips_id)
    )

select *
from final
