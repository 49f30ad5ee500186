with
    figures as ({{ pivot_figures("fct_beneficiaries_by_flow") }}),

    final as (
        select
            -- ids
            figures.program_key,
            figures.report_id,
            split_part(figures.figure_item, '/', 1) as entry,
            split_part(figures.figure_item, '/', 2) as exit,

            -- years
            figures.reference_year,
            figures.report_year,
            {{ is_latest(["program_key", "reference_year", "figure_item"]) }}
            as is_latest,

            -- measures
            {{ figure_columns("fct_beneficiaries_by_flow") }}
        from figures
    )

select *
from final
