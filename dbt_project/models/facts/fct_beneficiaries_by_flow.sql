with
    figures as ({{ pivot_figures("fct_beneficiaries_by_flow") }}),

    final as (
        select
            program_key,
            year,
            report_id,
            split_part(figure_item, '/', 1) as entry,
            split_part(figure_item, '/', 2) as exit,
            {{ figure_columns("fct_beneficiaries_by_flow") }}
        from figures
    )

select *
from final
