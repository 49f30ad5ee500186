with
    figures as ({{ pivot_figures("fct_beneficiaries_by_area") }}),

    final as (
        select
            program_key,
            year,
            report_id,
            figure_item as area,
            {{ figure_columns("fct_beneficiaries_by_area") }}
        from figures
    )

select *
from final
