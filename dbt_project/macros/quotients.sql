{#- The published columns that divide one figure of a row by another. -#}
{% macro quotients() -%}
    {{
        return(
            [
                {
                    "table": "fct_beneficiaries",
                    "column": "coverage_pct",
                    "numerator": "beneficiaries",
                    "denominator": "target_population",
                    "factor": 100,
                    "decimals": 2,
                },
                {
                    "table": "fct_components",
                    "column": "unit_cost_clp",
                    "numerator": "spending_clp",
                    "denominator": "quantity",
                    "factor": 1,
                    "decimals": 0,
                },
            ]
        )
    }}
{%- endmacro %}
