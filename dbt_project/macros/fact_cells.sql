{#-
    Every cell of every fact's measures, as one query: table_name, column_name, report_id,
    reference_year, item (as in quality.missing_values and provenance) and has_value. The tests
    compare facts with those two tables by it, independently of how the facts are built.
    computed: also what is made of another measure of the row, and is NULL where that is or where the
    year's prices are not known (dim_year.deflator_note).
-#}
{% macro fact_cells(computed=false) -%}
    {%- set components = {
        "keys": "int_components",
        "using": "component_key",
        "item": "figure_item",
    } -%}
    {%- set facts = {
        "fct_spending": {
            "measures": [
                "initial_budget_clp",
                "final_budget_clp",
                "executed_clp",
                "extrabudgetary_clp",
                "total_executed_clp",
                "component_spending_clp",
                "administrative_spending_clp",
                "fet_clp",
                "special_funds_clp",
                "printed_spending_per_beneficiary_clp",
                "printed_price_base_year",
                "printed_spending_per_beneficiary_nominal_clp",
            ]
        },
        "fct_spending_by_component": {
            "measures": ["spending_clp", "detail"]
        },
        "fct_spending_by_region": {
            "item": "region_code",
            "measures": ["spending_clp", "printed_value"],
        },
        "fct_spending_by_budget_line": {
            "item": "kind || '/' || line_no",
            "measures": [
                "partida",
                "capitulo",
                "programa",
                "item",
                "asignacion",
                "subtitulo",
                "subtitulo_name",
                "spending_clp",
            ],
        },
        "fct_beneficiaries": {
            "measures": [
                "potential_population",
                "target_population",
                "beneficiaries",
                "coverage_pct",
                "printed_coverage",
                "unit_of_measure",
            ]
        },
        "fct_beneficiaries_by_region": {
            "item": "region_code",
            "measures": ["beneficiaries"],
        },
        "fct_beneficiaries_by_flow": {
            "item": "entry || '/' || exit",
            "measures": ["beneficiaries"],
        },
        "fct_production": {"measures": ["quantity", "unit_of_measure"]},
        "fct_indicators": {
            "item": "figure_item || '/' || value_type",
            "measures": ["value"],
        },
    } -%}
    {%- set derived = {
        "fct_spending": [
            "initial_budget_real_clp",
            "final_budget_real_clp",
            "executed_real_clp",
            "extrabudgetary_real_clp",
            "total_executed_real_clp",
            "component_spending_real_clp",
            "administrative_spending_real_clp",
            "fet_real_clp",
            "special_funds_real_clp",
            "printed_spending_per_beneficiary_real_clp",
        ],
        "fct_spending_by_component": ["spending_real_clp"],
        "fct_spending_by_region": ["spending_real_clp"],
        "fct_spending_by_budget_line": ["spending_real_clp"],
        "fct_indicators": ["printed_value"],
    } -%}
    {%- do facts["fct_spending_by_component"].update(components) -%}
    {%- do facts["fct_production"].update(components) -%}
    {%- do facts["fct_indicators"].update(
        {"keys": "int_indicators", "using": "indicator_key"}
    ) -%}
    {%- for table, fact in facts.items() %}
        {%- set is_last_table = loop.last -%}
        {%- set more = derived.get(table, []) if computed else [] %}
        {%- for measure in fact["measures"] + more %}
            select
                '{{ table }}' as table_name,
                '{{ measure }}' as column_name,
                fact.report_id,
                fact.reference_year,
                {{ fact.get("item", "cast(null as varchar)") }} as item,
                fact.{{ measure }} is not null as has_value
            from {{ ref(table) }} as fact
            {%- if "keys" in fact %}
                inner join
                    (
                        select distinct report_id, {{ fact["using"] }}, figure_item
                        from {{ ref(fact["keys"]) }}
                    ) using (report_id, {{ fact["using"] }})
            {%- endif %}
            {% if not (loop.last and is_last_table) %}
                union all
            {% endif %}
        {%- endfor %}
    {%- endfor %}
{%- endmacro %}
