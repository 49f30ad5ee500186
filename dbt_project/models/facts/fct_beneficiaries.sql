with
    figures as ({{ pivot_figures("fct_beneficiaries", item_as=none) }}),

    final as (
        select
            -- ids
            figures.program_key,
            figures.report_id,

            -- years
            figures.reference_year,
            figures.report_year,
            {{ is_latest(["program_key", "reference_year"]) }} as is_latest,

            -- measures
            {{ figure_columns("fct_beneficiaries") }}
        from figures
    )

select *
from final
