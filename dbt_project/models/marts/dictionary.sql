with
    -- The project's own words about the columns of its public tables, and what stands
    -- in the database about the printed values that it starts from.
    columns as (
        select *
        from
            (
                values
                    {%- for node in public_models() %}
                        {%- for column in node.columns.values() %}
                            (
                                '{{ "quality." if node.schema == "quality" }}{{ node.name }}',
                                '{{ column.name }}',
                                '{{ column.data_type | upper }}',
                                {{
                                    dbt.string_literal(
                                        dbt.escape_single_quotes(
                                            column.description | trim
                                        )
                                    )
                                }}
                            ),
                        {%- endfor %}
                    {%- endfor %}
            ) as models("table", "column", type, description_en)
        union all by name
        select
            schema_name || '.' || table_name as "table",
            column_name as "column",
            data_type as type,
            comment as description_en
        from duckdb_columns()
        where database_name = current_database() and schema_name = 'raw'
    ),

    terms as (
        select * from {{ ref("dictionary_terms") }} where column_name is not null
    ),

    -- An amount in real terms has the terms of the nominal one, which its description
    -- begins with.
    named as (
        select
            *,
            nullif(
                regexp_extract(description_en, '^(\w+) in pesos of', 1), ''
            ) as nominal,
            coalesce(nominal, "column") as term
        from columns
    ),

    described as (
        select
            named.*,
            coalesce(own.unit, shared.unit) as unit,
            coalesce(own.price_basis, shared.price_basis) as price_basis,
            coalesce(own.budget_phase, shared.budget_phase) as budget_phase,
            coalesce(own.description_es, shared.description_es) as description_es,
            coalesce(own.caution, shared.caution) as caution
        from named
        left join
            terms as own
            on own.table_name = named."table"
            and own.column_name = named.term
        left join
            terms as shared
            on shared.table_name is null
            and shared.column_name = named.term
    ),

    final as (
        select
            "table",
            "column",
            type,
            case
                when type not in ('VARCHAR', 'BOOLEAN', 'DATE', 'TIMESTAMP') then unit
            end as unit,
            case
                when nominal is null
                then price_basis
                else 'prices of {{ var("base_year") }}'
            end as price_basis,
            budget_phase,
            description_en,
            case
                when nominal is null
                then description_es
                else
                    nominal
                    || ' en pesos de {{ var("base_year") }}, por el deflactor de dim_year;'
                    || ' NULL donde falta el monto nominal o el deflactor del año.'
            end as description_es,
            -- What a description quotes in parentheses, or has after "Label:".
            coalesce(
                nullif(regexp_extract(description_en, '\bLabel: (.+)$', 1), ''),
                nullif(
                    array_to_string(
                        regexp_extract_all(
                            array_to_string(
                                regexp_extract_all(
                                    description_en, '\((?:[^()]|\([^()]*\))*\)'
                                ),
                                ' '
                            ),
                            '"([^"]+)"',
                            1
                        ),
                        ' | '
                    ),
                    ''
                )
            ) as spanish_label,
            caution
        from described
    )

select *
from final
