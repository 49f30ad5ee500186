{#-
    The columns that the contract of a public table promises, in its order; none while dbt only parses.
    A measure says in its `meta` what it is: `measure: figure` is read from int_figures, `real_of` names the
    nominal amount that it is in the prices of the base year. No other list of measures is written.
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


{#- The measures of a fact as columns of a query over pivot_figures, called `figures`. -#}
{% macro figure_columns(table) -%}
    {%- for column in figure_measures(table) -%}
        figures.{{ column.name }} {%- if not loop.last %}, {% endif -%}
    {%- endfor -%}
{%- endmacro %}


{#- Nominal pesos of a row's year in pesos of the base year: NULL where `years.deflator` is. -#}
{% macro real_columns(table) -%}
    {%- for column in real_measures(table) -%}
        cast(
            round(figures.{{ column.config.meta.real_of }} * years.deflator) as bigint
        ) as {{ column.name }}
        {%- if not loop.last %}, {% endif -%}
    {%- endfor -%}
{%- endmacro %}


{#- Columns of program_year that say whether a check breaks: flag_<check>, for each of the seed `checks`. -#}
{% macro check_flags() -%}
    {%- set flags = [] -%}
    {%- for column in contract_columns("program_year") if column.name.startswith("flag_") -%}
        {%- do flags.append(column.name) -%}
    {%- endfor -%}
    {{ return(flags) }}
{%- endmacro %}
