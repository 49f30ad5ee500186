-- A figure that two reports print differently, as printed: a correction restates
-- nothing. Reports of different years are compared as they are in force; the
-- revisions of one year with each other. Spending per beneficiary is in other prices
-- in every report year: only its revisions can be compared.
with
    figures as (select * from {{ ref("int_figures") }} where printed_value is not null),

    -- Most figures are printed once, or the same in each vintage.
    moved as (
        select table_name, measure, program_key, reference_year, item, is_total
        from figures
        group by all
        having min(printed_value) <> max(printed_value)
    ),

    candidates as (
        select figures.*
        from figures
        semi join
            moved
            on moved.table_name = figures.table_name
            and moved.measure = figures.measure
            and moved.program_key = figures.program_key
            and moved.reference_year = figures.reference_year
            and moved.item is not distinct from figures.item
            and moved.is_total = figures.is_total
    ),

    vintages as (
        select *, 'later_report' as kind, 0 as compared_year
        from candidates
        where is_current and table_name <> 'fct_spending_per_beneficiary'

        union all

        select *, 'revision' as kind, report_year as compared_year
        from candidates
    ),

    paired as (
        select
            *,
            lag(
                struct_pack(
                    report_id := report_id,
                    report_year := report_year,
                    revision := revision,
                    value := printed_value,
                    printed_text := printed_text,
                    reading_no := reading_no
                )
            ) over (
                partition by
                    kind,
                    compared_year,
                    table_name,
                    measure,
                    program_key,
                    reference_year,
                    item,
                    is_total
                order by report_year, revision
            ) as before
        from vintages
    ),

    final as (
        select
            kind,
            table_name,
            measure as column_name,
            program_key,
            reference_year,
            item,
            before.report_id as earlier_report_id,
            before.report_year as earlier_report_year,
            before.revision as earlier_revision,
            before.value as earlier_value,
            before.printed_text as earlier_printed_text,
            before.reading_no as earlier_reading_no,
            report_id as later_report_id,
            report_year as later_report_year,
            revision as later_revision,
            printed_value as later_value,
            printed_text as later_printed_text,
            reading_no as later_reading_no
        from paired
        where printed_value <> before.value
    )

select *
from final
