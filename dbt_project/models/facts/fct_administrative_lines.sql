with
    figures as ({{ pivot_figures("fct_administrative_lines") }}),

    final as (
        select
            program_key,
            year,
            report_id,
            cast(figure_item as integer) as line_no,
            {{ figure_columns("fct_administrative_lines") }}
        from figures
    )

select *
from final
