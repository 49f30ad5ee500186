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
    -- computed from. The price of a year's pesos is printed in no report.
    known_prices as (
        select year as reference_year
        from {{ ref("dim_year") }}
        where deflator is not null
    ),

    computed as (
        select
            coverage.table_name,
            coverage.column_name,
            operands.* exclude (table_name, column_name),
            operands.column_name as operand
        from figures as coverage
        inner join figures as operands using (table_name, report_id, reference_year)
        where
            coverage.column_name = 'coverage_pct'
            and operands.column_name in ('beneficiaries', 'target_population')

        union all by name

        select
            * exclude (column_name),
            column_name as operand,
            regexp_replace(column_name, '(_nominal)?_clp$', '_real_clp') as column_name
        from figures
        semi join known_prices using (reference_year)
        where
            starts_with(table_name, 'fct_spending')
            and ends_with(column_name, '_clp')
            -- in the prices of no one year
            and column_name <> 'printed_spending_per_beneficiary_clp'
    ),

    -- The cell as printed, whether or not it is a number.
    cells as (
        select * replace ('printed_value' as column_name)
        from {{ ref("int_figures") }}
        where
            table_name = 'fct_indicators'
            and printed_text <> ''
            and (reason is null or reference_year = report_year)
    ),

    placed as (
        select *
        from figures
        where column_name <> 'coverage_pct'
        union all by name
        select *
        from computed
        union all by name
        select *
        from cells
    ),

    reports as (select report_id, source_file from {{ ref("int_reports_identified") }}),

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
