-- Whether a report's regional spending is printed in thousands or in millions of
-- pesos. The totals it is held against are in thousands. Rows in millions are each
-- off by up to half a million: 500 thousands.
with
    cells as (
        select *
        from {{ ref("int_cells_parsed") }}
        where reason is null and number is not null
    ),

    rows as (
        select report_id, count(*) as row_count, sum(number) as row_sum
        from cells
        where item = 'regional_spending' and column_id = 'spending'
        group by report_id
    ),

    totals as (
        select report_id, number as total
        from cells
        where
            (item = 'regional_spending.total' and column_id = 'spending')
            or item in ('component_spending_total', 'summary_components')
    ),

    tested as (
        select
            rows.report_id,
            rows.row_count,
            rows.row_sum,
            row_sum = total as equals_total,
            abs(1000 * row_sum - total) <= 500 * row_count as fits_millions,
            abs(row_sum)
            between abs(total) / 10 and abs(total) * 10 as is_same_magnitude
        from rows
        left join totals using (report_id)
    ),

    evidence as (
        select
            report_id,
            row_count,
            row_sum,
            bool_or(equals_total) as equals_a_total,
            bool_or(fits_millions and not is_same_magnitude) as fits_millions,
            bool_or(is_same_magnitude and not fits_millions) as is_same_magnitude
        from tested
        group by report_id, row_count, row_sum
    ),

    -- Agreement with a total outranks likeness; two totals that speak for different
    -- units decide nothing.
    final as (
        select
            report_id,
            row_count,
            row_sum,
            case
                when equals_a_total and fits_millions
                then null
                when equals_a_total
                then 'thousands'
                when fits_millions
                then 'millions'
                when is_same_magnitude
                then 'thousands'
            end as printed_unit
        from evidence
    )

select *
from final
