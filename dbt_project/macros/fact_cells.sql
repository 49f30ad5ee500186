{#-
    Every cell of every fact's measures, as one query: table_name, column_name, report_id,
    reference_year, item (as in quality.missing_values and provenance) and has_value. The tests
    compare facts with those two tables by it, independently of how the facts are built.
    computed: also what is made of another measure of the row, and is NULL where that is or where the
    year's prices are not known (dim_year.deflator_note).
-#}
{% macro fact_cells(computed=false) -%}
    {%- set components = {
        "keys": "int_components_keyed",
        "using": "component_key",
        "item": "figure_item",
    } -%}
    {%- set facts = {
        "fct_spending": {},
        "fct_spending_by_component": components,
        "fct_spending_by_region": {"item": "region_code"},
        "fct_spending_by_budget_line": {"item": "kind || '/' || line_no"},
        "fct_beneficiaries": {},
        "fct_beneficiaries_by_region": {"item": "region_code"},
        "fct_beneficiaries_by_flow": {"item": "entry || '/' || exit"},
        "fct_production": components,
        "fct_indicators": {
            "keys": "int_indicators_keyed",
            "using": "indicator_key",
            "item": "figure_item || '/' || value_type",
        },
    } -%}
    {%- set queries = [] -%}
    {%- for table, fact in facts.items() -%}
        {%- set relation = ref(table) -%}
        {%- set keys = ref(fact["keys"]) if "keys" in fact else none -%}
        {%- set made = real_measures(table) + (
            contract_columns(table)
            | selectattr("config.meta.measure", "equalto", "print")
            | list
        ) -%}
        {%- for measure in figure_measures(table) + (made if computed else []) -%}
            {%- set query %}
                select
                    '{{ table }}' as table_name,
                    '{{ measure.name }}' as column_name,
                    fact.report_id,
                    fact.reference_year,
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
