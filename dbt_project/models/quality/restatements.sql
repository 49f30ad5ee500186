-- Each vintage against the one before it that printed the figure, as printed: a
-- correction restates nothing. Printed spending
-- per beneficiary is in prices of another year in every report year, so only
-- revisions of one report are compared.
with
    figures as (
        select
            *,
            case
                when column_name = 'printed_spending_per_beneficiary_clp'
                then report_year
            end as price_vintage
        from {{ ref("int_figures") }}
        where
            printed_value is not null
            -- computed, not printed
            and column_name not in (
                'coverage_pct',
                'printed_price_base_year',
                'printed_spending_per_beneficiary_nominal_clp'
            )
    ),

    -- Most figures are printed once, or the same in each vintage.
    moved as (
        select table_name, column_name, program_key, reference_year, item, price_vintage
        from figures
        group by all
        having min(printed_value) <> max(printed_value)
    ),

    reports as (
        select report_id, closing_date, source_file
        from {{ ref("int_reports_identified") }}
    ),

    readings as (
        select report_id, reading_no, page, line_no from {{ ref("stg_readings") }}
    ),

    vintages as (
        select
            table_name,
            column_name,
            program_key,
            reference_year,
            item,
            struct_pack(
                report_id := report_id,
                report_year := report_year,
                revision := revision,
                value := printed_value,
                printed_text := printed_text,
                source_file := source_file,
                reading_no := reading_no,
                page := page,
                line_no := line_no
            ) as vintage,
            lag(vintage) over (
                partition by
                    table_name,
                    column_name,
                    program_key,
                    reference_year,
                    item,
                    price_vintage
                order by report_year, closing_date, revision
            ) as before
        from figures
        semi join
            moved
            on moved.table_name = figures.table_name
            and moved.column_name = figures.column_name
            and moved.program_key = figures.program_key
            and moved.reference_year is not distinct from figures.reference_year
            and moved.item is not distinct from figures.item
            and moved.price_vintage is not distinct from figures.price_vintage
        inner join reports using (report_id)
        left join readings using (report_id, reading_no)
    ),

    final as (
        select
            -- ids
            table_name,
            column_name,
            program_key,
            reference_year,
            item,

            -- earlier
            before.report_id as earlier_report_id,
            before.report_year as earlier_report_year,
            before.revision as earlier_revision,
            before.value as earlier_value,
            before.printed_text as earlier_printed_text,
            before.source_file as earlier_source_file,
            before.reading_no as earlier_reading_no,
            before.page as earlier_page,
            before.line_no as earlier_line_no,

            -- later
            vintage.report_id as later_report_id,
            vintage.report_year as later_report_year,
            vintage.revision as later_revision,
            vintage.value as later_value,
            vintage.printed_text as later_printed_text,
            vintage.source_file as later_source_file,
            vintage.reading_no as later_reading_no,
            vintage.page as later_page,
            vintage.line_no as later_line_no,

            -- numbers
            cast(vintage.value - before.value as decimal(38, 6)) as difference
        from vintages
        where vintage.value <> before.value
    )

select *
from final
