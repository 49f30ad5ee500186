with
    figures as ({{ pivot_figures("fct_budget_lines") }}),

    names as (select * from {{ ref("budget_partidas") }} where capitulo is null),

    final as (
        select
            program_key,
            year,
            report_id,
            cast(figure_item as integer) as line_no,
            names.institution_name as partida_name,
            {{ figure_columns("fct_budget_lines") }}
        from figures
        left join names using (partida)
    )

select *
from final
