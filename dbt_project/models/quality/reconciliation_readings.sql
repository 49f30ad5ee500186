-- Rows of a table are taken from the page and not from the facts, so that a row which
-- a fact has lost or doubled shows as a sum that does not agree.
with
    operands as (
        select *
        from {{ ref("check_operands") }}
        inner join (select check_name, unit from {{ ref("checks") }}) using (check_name)
    ),

    figures as (
        select * from {{ ref("int_figures") }} where reference_year = report_year
    ),

    cells as (
        select
            int_cells.*,
            case when printed_unit = 'millions' then 1000000 else 1000 end as clp_unit
        from {{ ref("int_cells") }} as int_cells
        left join
            {{ ref("int_region_units") }} as units
            on units.report_id = int_cells.report_id
            and int_cells.item = 'regional_spending'
        where reason is null and number is not null
    ),

    corrected as (
        select distinct report_id, reading_no, value
        from figures
        where
            correction_reason is not null
            and value is not null
            -- These are compared as the facts have them, other cells as printed.
            and table_name in (
                'fct_spending_by_budget_line',
                'fct_spending_by_component',
                'fct_spending_by_region',
                'fct_beneficiaries_by_region',
                'fct_beneficiaries_by_flow'
            )
            and column_name in ('spending_clp', 'beneficiaries')
    ),

    compared as (
        select operands.*, report_id, reading_no, printed_text, value as amount
        from operands
        inner join figures using (table_name, column_name)
        where reason is null and value is not null

        union all by name

        select
            operands.*,
            report_id,
            reading_no,
            cells.text as printed_text,
            coalesce(
                corrected.value, number * if(operands.unit = 'clp', clp_unit, 1)
            ) as amount
        from operands
        inner join
            cells
            on cells.item = operands.form_item
            and cells.column_id = operands.column_id
        left join corrected using (report_id, reading_no)

        union all by name

        select
            check_name,
            item,
            'actual' as side,
            1 as priority,
            report_id,
            reading_no,
            printed as printed_text,
            actual as amount
        from {{ ref("int_reconciled_labels") }}
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
        qualify
            priority
            = min(priority) over (partition by report_id, check_name, item, side)
    )

select *
from final
