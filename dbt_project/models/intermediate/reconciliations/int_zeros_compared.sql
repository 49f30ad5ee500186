-- Figures of an earlier year that a report prints as zero, where the report of that
-- year has a positive one: one row a figure that both print. Counted are such zeros.
with
    figures as (
        select *
        from {{ ref("int_figures") }}
        where is_current and not is_total and value is not null
    ),

    final as (
        select
            later.report_id,
            'no_zero_for_an_earlier_figure' as check_name,
            concat_ws('/', later.table_name, later.column_name, later.item) as item,
            0 as expected,
            if(later.value = 0 and earlier.value > 0, 1, 0) as actual,
            0 as tolerance,
            later.reading_no,
            later.printed_text
        from figures as later
        inner join
            figures as earlier
            on earlier.table_name = later.table_name
            and earlier.measure = later.measure
            and earlier.program_key = later.program_key
            and earlier.reference_year = later.reference_year
            and earlier.item is not distinct from later.item
            and earlier.report_year = earlier.reference_year
        where
            later.report_year > later.reference_year
            and later.table_name <> 'fct_spending_per_beneficiary'
    )

select *
from final
