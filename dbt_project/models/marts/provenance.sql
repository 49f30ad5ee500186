{%- set tables = [
    "fct_spending",
    "fct_spending_per_beneficiary",
    "fct_components",
    "fct_spending_by_region",
] %}
with
    figures as (
        select
            *,
            if(
                correction_reason is not null, cast(value as double), null
            ) as corrected_value,
            if(correction_reason is not null, text_value, null) as corrected_text
        from {{ ref("int_figures") }}
        where is_current and not is_total
    ),

    known as (select * from figures where reason is null),

    -- What the warehouse computes is not printed: it points to the figures it was
    -- computed from. The price of a year's pesos is printed in no report.
    computed as (
        {%- for quotient in quotients() %}
            select
                operands.* replace ('{{ quotient.column }}' as column_name),
                operands.column_name as operand
            from known as quotients
            inner join
                known as operands
                on operands.table_name = quotients.table_name
                and operands.report_id = quotients.report_id
                and operands.item is not distinct from quotients.item
            where
                quotients.table_name = '{{ quotient.table }}'
                and quotients.column_name = '{{ quotient.column }}'
                and operands.column_name
                in ('{{ quotient.numerator }}', '{{ quotient.denominator }}')

            union all by name
        {% endfor %}

        select known.* replace (columns.real as column_name), columns.nominal as operand
        from known
        inner join
            (
                values
                    {%- for table in tables %}
                        {%- for column in real_measures(table) %}
                            (
                                '{{ table }}',
                                '{{ column.config.meta.real_of }}',
                                '{{ column.name }}'
                            ),
                        {%- endfor %}
                    {%- endfor %}
                    (null, null, null)
            ) as columns(table_name, nominal, real)
            on columns.table_name = known.table_name
            and columns.nominal = known.column_name
        where
            known.reference_year
            in (select year from {{ ref("dim_year") }} where deflator is not null)
    ),

    -- The cell as printed, whether or not it is a number.
    cells as (
        select * replace ('printed_' || column_name as column_name)
        from figures
        where table_name = 'fct_indicators' and printed_text <> ''
    ),

    placed as (
        select *
        from known
        where reading_no is not null
        union all by name
        select *
        from computed
        union all by name
        select *
        from cells
    ),

    reports as (select report_id, source_file from {{ ref("dim_report") }}),

    readings as (select * from {{ ref("stg_readings") }}),

    final as (
        select
            -- the figure
            placed.program_key,
            placed.report_year as year,
            placed.table_name,
            placed.column_name,
            placed.item,
            placed.operand,

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
            placed.corrected_text,
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
