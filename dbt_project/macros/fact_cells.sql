{#-
    Every table of measures, with the item of a row as quality.missing_values and provenance write it, in SQL.
    The items of components and indicators are their names in the report, which `keys` has.
-#}
{% macro fact_items() -%}
    {{
        return(
            {
                "fct_spending": {},
                "fct_spending_per_beneficiary": {"item": "reference_year::varchar"},
                "fct_components": {
                    "keys": "int_components_keyed",
                    "using": "component_key",
                    "item": "figure_item",
                },
                "fct_spending_by_region": {"item": "region_code"},
                "fct_spending_by_region_component": {
                    "item": "region_code || '/' || component_name"
                },
                "fct_extrabudgetary": {"item": "line_no::varchar"},
                "fct_budget_lines": {"item": "line_no::varchar"},
                "fct_administrative_lines": {"item": "line_no::varchar"},
                "fct_beneficiaries": {},
                "fct_beneficiaries_by_region": {"item": "region_code"},
                "fct_beneficiaries_by_area": {"item": "area"},
                "fct_beneficiaries_by_flow": {"item": "entry || '/' || exit"},
                "fct_indicators": {
                    "keys": "int_indicators_keyed",
                    "using": "indicator_key",
                    "item": "figure_item",
                },
                "program_executors": {"item": "item_no::varchar"},
                "program_complementarities": {"item": "item_no::varchar"},
                "program_evaluations": {"item": "item_no::varchar"},
            }
        )
    }}
{%- endmacro %}


{#-
    Every cell of every measure, as one query: table_name, column_name, program_key, year, item and
    has_value. The tests compare tables with missing_values and provenance by it, independently of how they
    are built. computed: also what is made of another measure of the row, and is NULL where that is or where
    the year's prices are not known (dim_year.deflator_note).
-#}
{% macro fact_cells(computed=false) -%}
    {%- set queries = [] -%}
    {%- for table, fact in fact_items().items() -%}
        {%- set relation = ref(table) -%}
        {%- set keys = ref(fact["keys"]) if "keys" in fact else none -%}
        {%- for measure in figure_measures(table) + real_measures(table)
            if computed
            or not (measure.config.meta.real_of or measure.config.meta.printed_of) -%}
            {%- set query %}
                select
                    '{{ table }}' as table_name,
                    '{{ measure.name }}' as column_name,
                    fact.program_key,
                    fact.year,
                    {{ fact.get("item", "cast(null as varchar)") }} as item,
                    fact.{{ measure.name }} is not null as has_value
                from {{ relation }} as fact
                {%- if keys %}
                    inner join
                        (
                            select distinct report_id, {{ fact["using"] }}, figure_item
                            from {{ keys }}
                        ) using (report_id, {{ fact["using"] }})
                {%- endif %}
            {% endset -%}
            {%- do queries.append(query) -%}
        {%- endfor -%}
    {%- endfor -%}
    {{ queries | join("union all") }}
{%- endmacro %}
