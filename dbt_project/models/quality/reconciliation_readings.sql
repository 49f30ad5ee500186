with
    labels as (
        select
            report_id,
            check_name,
            item,
            'actual' as side,
            reading_no,
            printed as printed_text,
            actual as amount
        from {{ ref("int_label_years_compared") }}
        where report_id in (select report_id from {{ ref("int_reports_identified") }})
    ),

    zeros as (
        select
            report_id,
            check_name,
            item,
            'actual' as side,
            reading_no,
            printed_text,
            actual as amount
        from {{ ref("int_zeros_compared") }}
    ),

    compared as (
        select *
        from {{ ref("int_operands_corrected") }}
        union all by name
        select *
        from labels
        union all by name
        select *
        from zeros
    ),

    final as (
        select
            -- ids
            report_id,
            check_name,
            item,
            side,
            reading_no,

            -- printed
            printed_text,

            -- numbers
            cast(amount as decimal(38, 6)) as amount
        from compared
    )

select *
from final
