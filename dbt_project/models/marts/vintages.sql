with
    figures as (select * from {{ ref("int_figures") }}),

    final as (
        select
            table_name,
            measure as column_name,
            column_name as fact_column,
            program_key,
            item,
            reference_year,
            report_year,
            revision,
            report_id,
            is_current,
            is_total,
            cast(value as double) as value,
            text_value,
            printed_text,
            reading_no,
            reason,
            cast(printed_value as double) as printed_value,
            correction_reason,
            correction_source
        from figures
    )

select *
from final
