-- A sum breaks, and would close with a number that the independent plain text has on
-- the same page and the reader has not: read instead of another one, or lost. Then the
-- page contradicts the readings: our fault and not the source's.
with
    broken as (
        select report_id, check_name, item, difference, tolerance, unit
        from {{ ref("reconciliations") }}
        inner join {{ ref("checks") }} using (check_name, unit)
        where
            status = 'breaks'
            and comparison = 'equal'
            and unit in ('clp', 'people')
            and check_name <> 'printed_spending_per_beneficiary_equals_recomputed'
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
            side,
            printed_text,
            amount,
            page,
            if(side = 'actual', 1, -1) as sign,
            coalesce(
                amount / nullif({{ parse_number("printed_text") }}, 0),
                if(unit = 'clp', 1000, 1)
            ) as scale
        from broken
        inner join
            {{ ref("reconciliation_readings") }} as compared
            on compared.report_id = broken.report_id
            and compared.check_name = broken.check_name
            and compared.item is not distinct from broken.item
        inner join
            {{ ref("stg_readings") }} as readings
            on readings.report_id = compared.report_id
            and readings.reading_no = compared.reading_no
    )

select distinct
    check_name,
    item,
    compared.page,
    missing.number as lost_number,
    misread.number as read_instead,
    difference,
    compared.report_id
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
        and abs(difference + sign * (missing.value * scale - amount)) <= tolerance
    )
    or (side = 'actual' and abs(difference + missing.value * scale) <= tolerance)
