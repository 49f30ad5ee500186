with
    figures as ({{ pivot_figures("fct_budget_lines") }}),

    final as (
        select
            program_key,
            year,
            report_id,
            cast(figure_item as integer) as line_no,
            {{ figure_columns("fct_budget_lines") }}
        from figures
    )

select *
from final
