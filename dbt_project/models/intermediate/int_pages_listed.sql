-- Programme and year of each evaluation page, which names neither: those of the row of
-- the state's index that it was fetched for.
with
    pages as (
        select report_id, file_sha256
        from {{ ref("stg_reports") }}
        where form = 'evaluation_page'
    ),

    fetched as (
        select distinct file_sha256, index_year, bips_program_id
        from {{ ref("stg_acquisitions") }}
        where kind = 'document' and is_confirmed
    ),

    index_rows as (select * from {{ ref("stg_bips_index") }}),

    final as (
        select
            pages.report_id,
            fetched.index_year as report_year,
            index_rows.program_name,
            index_rows.ministry,
            index_rows.service
        from pages
        inner join fetched using (file_sha256)
        inner join index_rows using (index_year, bips_program_id)
        -- What was fetched for several rows is of none of them.
        qualify count(*) over (partition by pages.report_id) = 1
    )

select *
from final
