with
    figures as ({{ pivot_figures("program_evaluations") }}),

    final as (
        select
            program_key,
            year,
            report_id,
            cast(figure_item as integer) as item_no,
            {{ figure_columns("program_evaluations") }}
        from figures
    )

select *
from final
