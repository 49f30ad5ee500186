{%- set numbers = {
    "potential_population": "bigint",
    "target_population": "bigint",
    "beneficiaries": "bigint",
    "coverage_pct": "double",
    "printed_coverage": "double",
} -%}
with
    figures as (
        {{
            pivot_figures(
                "fct_beneficiaries", numbers, ["unit_of_measure"], item_as=none
            )
        }}
    ),

    final as (
        select
            -- ids
            figures.program_key,
            figures.report_id,

            -- years
            figures.reference_year,
            figures.report_year,
            {{ is_latest(["program_key", "reference_year"]) }} as is_latest,

            -- text
            figures.unit_of_measure,

            -- counts
            figures.potential_population,
            figures.target_population,
            figures.beneficiaries,

            -- shares
            figures.coverage_pct,
            figures.printed_coverage
        from figures
    )

select *
from final
