{%- set texts = [
    "partida",
    "capitulo",
    "programa",
    "item",
    "asignacion",
    "subtitulo",
    "subtitulo_name",
] -%}
with
    figures as (
        {{
            pivot_figures(
                "fct_spending_by_budget_line", {"spending_clp": "bigint"}, texts
            )
        }}
    ),

    years as (select year, deflator from {{ ref("dim_year") }}),

    final as (
        select
            -- ids
            figures.program_key,
            figures.report_id,
            split_part(figures.figure_item, '/', 1) as kind,
            cast(split_part(figures.figure_item, '/', 2) as integer) as line_no,

            -- years
            figures.reference_year,
            figures.report_year,
            {{ is_latest(["program_key", "reference_year", "figure_item"]) }}
            as is_latest,

            -- text
            figures.partida,
            figures.capitulo,
            figures.programa,
            figures.item,
            figures.asignacion,
            figures.subtitulo,
            figures.subtitulo_name,

            -- pesos
            figures.spending_clp,
            {{ real_clp("figures.spending_clp") }} as spending_real_clp
        from figures
        left join years on years.year = figures.reference_year
    )

select *
from final
