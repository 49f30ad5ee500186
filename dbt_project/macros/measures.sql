{#-
    The columns that the contract of a public table promises, in its order; none while dbt only parses.
    A measure says in its `meta` what it is: `measure: figure` is read from int_figures, of which
    `printed_of` is the text of another measure as printed; `real_of` names the nominal amount that it is in
    the prices of the base year. No other list of measures is written.
-#}
{% macro contract_columns(table) -%}
    {{
        return(
            graph.nodes["model.panel_social." ~ table].columns.values() | list
            if execute
            else []
        )
    }}
{%- endmacro %}


{#- Every model that is published, as the project describes it; none while dbt only parses. -#}
{% macro public_models() -%}
    {{
        return(
            graph.nodes.values() | selectattr("access", "equalto", "public") | list
            if execute
            else []
        )
    }}
{%- endmacro %}


{% macro figure_measures(table) -%}
    {{
        return(
            contract_columns(table)
            | selectattr("config.meta.measure", "equalto", "figure")
            | list
        )
    }}
{%- endmacro %}


{% macro real_measures(table) -%}
    {{ return(contract_columns(table) | selectattr("config.meta.real_of") | list) }}
{%- endmacro %}


{#-
    Nominal pesos in pesos of the base year, by the deflator of the relation `years`, or of the one that the
    column's `prices` names: NULL where that is.
-#}
{% macro real_columns(table) -%}
    {%- for column in real_measures(table) -%}
        cast(
            round(
                figures.{{ column.config.meta.real_of }}
                * {{ column.config.meta.prices or "years" }}.deflator
            ) as bigint
        ) as {{ column.name }}
        {%- if not loop.last %}, {% endif -%}
    {%- endfor -%}
{%- endmacro %}
