with
    figures as (select * from {{ ref("int_figures") }}),

    final as (
        select
            table_name,
            measure as column_name,
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
            reason
        from figures
    )

select *
from final
