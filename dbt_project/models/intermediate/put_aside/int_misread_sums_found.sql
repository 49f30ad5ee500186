-- A sum breaks as it is printed, and would close with a number that the independent
-- plain text has on the same page and the reader has not: read instead of another one,
-- or lost. Then the page contradicts the readings: our fault and not the source's.
with
    broken as (
        select
            report_id,
            check_name,
            sums.item,
            checks.unit,
            actual - expected as difference,
            tolerance
        from {{ ref("int_printed_sums_compared") }} as sums
        inner join {{ ref("check_claims") }} as checks using (check_name)
        where
            comparison = 'equal'
            and {{ check_status("actual - expected", "tolerance", "comparison") }}
            = 'breaks'
    ),

    numbers as (
        select
            report_id,
            page,
            number,
            {{ parse_number("number") }} as value,
            witnessed_count > read_count as is_missing
        from {{ ref("stg_witness") }}
    ),

    compared as (
        select
            broken.*,
            operands.side,
            operands.printed_text,
            operands.amount,
            readings.page,
            if(operands.side = 'actual', 1, -1) as sign,
            coalesce(
                operands.amount
                / nullif({{ parse_number("operands.printed_text") }}, 0),
                if(broken.unit = 'clp', 1000, 1)
            ) as scale
        from broken
        inner join
            {{ ref("int_operands_located") }} as operands
            on operands.report_id = broken.report_id
            and operands.check_name = broken.check_name
            and operands.item is not distinct from broken.item
        inner join
            {{ ref("stg_readings") }} as readings
            on readings.report_id = operands.report_id
            and readings.reading_no = operands.reading_no
    ),

    final as (
        select distinct
            compared.report_id,
            compared.check_name,
            compared.item,
            compared.page,
            missing.number as lost_number,
            misread.number as read_instead
        from compared
        inner join
            numbers as missing
            on missing.report_id = compared.report_id
            and missing.page = compared.page
            and missing.is_missing
        left join
            numbers as misread
            on misread.report_id = compared.report_id
            and misread.page = compared.page
            and not misread.is_missing
            and misread.number = rtrim(compared.printed_text, ' %')
        where
            (
                misread.number is not null
                and abs(difference + sign * (missing.value * scale - amount))
                <= tolerance
            )
            or (
                side = 'actual' and abs(difference + missing.value * scale) <= tolerance
            )
    )

select *
from final
