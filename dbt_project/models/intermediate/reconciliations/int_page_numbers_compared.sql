-- The numbers that the reader found on a page, against those of an independent plain
-- text: one row a report and page. Expected are the numbers that either has, actual
-- are those that both have, so that one lost and one invented do not cancel out.
with
    pages as (select * from {{ ref("stg_witness_pages") }}),

    differences as (
        select
            report_id,
            page,
            sum(greatest(witnessed_count - read_count, 0)) as missing,
            sum(greatest(read_count - witnessed_count, 0)) as extra
        from {{ ref("stg_witness") }}
        group by report_id, page
    ),

    final as (
        select
            report_id,
            'numbers_agree_with_plain_text' as check_name,
            cast(page as varchar) as item,
            read_count + coalesce(missing, 0) as expected,
            read_count - coalesce(extra, 0) as actual,
            0 as tolerance
        from pages
        left join differences using (report_id, page)
    )

select *
from final
