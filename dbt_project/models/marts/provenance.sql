with
    figures as (
        select
            *,
            case
                when correction_reason is not null
                then coalesce(text_value, {{ plain_number("value") }})
            end as corrected_value
        from {{ ref("int_figures") }}
        where reason is null
    ),

    -- What the warehouse computes is not printed: it points to the figures it was
    -- computed from.
    operands as (
        select computed.* exclude (operands), unnest(computed.operands) as operand
        from
            (
                select
                    table_name,
                    column_name,
                    report_id,
                    reference_year,
                    item,
                    ['beneficiaries', 'target_population'] as operands
                from figures
                where table_name = 'fct_beneficiaries' and column_name = 'coverage_pct'
            ) as computed
    ),

    placed as (
        select
            table_name,
            column_name,
            cast(null as varchar) as operand,
            report_id,
            program_key,
            report_year,
            reference_year,
            item,
            reading_no,
            printed_text,
            corrected_value,
            correction_reason,
            correction_source
        from figures
        where column_name <> 'coverage_pct'
        union all by name
        select
            operands.table_name,
            operands.column_name,
            operands.operand,
            operands.report_id,
            figures.program_key,
            figures.report_year,
            operands.reference_year,
            operands.item,
            figures.reading_no,
            figures.printed_text,
            figures.corrected_value,
            figures.correction_reason,
            figures.correction_source
        from operands
        inner join
            figures
            on figures.table_name = operands.table_name
            and figures.column_name = operands.operand
            and figures.report_id = operands.report_id
            and figures.reference_year = operands.reference_year
    ),

    reports as (select report_id, source_file from {{ ref("int_reports") }}),

    readings as (select * from {{ ref("stg_readings") }}),

    final as (
        select
            -- the figure
            placed.table_name,
            placed.column_name,
            placed.operand,
            placed.program_key,
            placed.reference_year,
            placed.report_year,
            placed.item,

            -- printed
            placed.printed_text,

            -- place
            reports.source_file,
            placed.report_id,
            placed.reading_no,
            readings.page,
            readings.x0,
            readings.top,
            readings.x1,
            readings.bottom,
            readings.line_no,

            -- how its column was found
            readings.inferred_by,

            -- corrected by a reviewer
            placed.corrected_value,
            placed.correction_reason,
            placed.correction_source
        from placed
        inner join reports on reports.report_id = placed.report_id
        inner join
            readings
            on readings.report_id = placed.report_id
            and readings.reading_no = placed.reading_no
    )

select *
from final
