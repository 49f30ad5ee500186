{#-
    A table is built in its place, inside a transaction, together with its comments. dbt's own way builds
    it under another name, looks up its columns and renames twice, for readers that nobody has here: the
    build is private, and what is published is a copy of it. A build that fails leaves the table before.
-#}
{% materialization table, adapter = "duckdb", supported_languages = ["sql"] %}

    {%- set before = load_cached_relation(this) -%}
    {%- set target = this.incorporate(type="table") -%}

    {{ run_hooks(pre_hooks) }}

    {% call statement("main") -%}
        {{ create_in_place(before, target, sql) }}
    {%- endcall %}

    {{ run_hooks(post_hooks) }}

    {% do adapter.commit() %}

    {{ return({"relations": [target]}) }}

{% endmaterialization %}


{# Tables that grow, too, in their place: by new rows, added to those that stay, or as any other table. #}
{% materialization incremental, adapter = "duckdb", supported_languages = ["sql"] %}

    {%- set before = load_cached_relation(this) -%}
    {%- set target = this.incorporate(type="table") -%}

    {{ run_hooks(pre_hooks) }}

    {% call statement("main") -%}
        {%- if is_incremental() -%} insert into {{ before }} by name ({{ sql }})
        {%- else -%} {{ create_in_place(before, target, sql) }}
        {%- endif -%}
    {%- endcall %}

    {{ run_hooks(post_hooks) }}

    {% do adapter.commit() %}

    {{ return({"relations": [target]}) }}

{% endmaterialization %}


{% macro create_in_place(before, target, sql) %}
    {% if before is not none -%}
        drop {{ before.type }} {{ before }};
    {% endif -%}
    {{ create_table_as(False, target, sql) }}
    ;
    {{ described(target) }}
{% endmacro %}


{#-
    Contracts are held against the columns of a query, for which DuckDB plans it once more. The same project
    has the same columns.
-#}
{% macro duckdb__get_assert_columns_equivalent(sql) -%}
    {%- if not var("is_same_project") -%}
        {{ default__get_assert_columns_equivalent(sql) }}
    {%- endif -%}
{%- endmacro %}


{# The comments of a table or view, where the project wants them in the database. #}
{% macro described(relation) %}
    {% if config.persist_relation_docs() and model.description -%}
        {{ alter_relation_comment(relation, model.description) }}
    {% endif -%}
    {% if config.persist_column_docs() and model.columns -%}
        {{ alter_column_comment(relation, model.columns) }}
    {%- endif %}
{% endmacro %}


{# Every described column is there, or the build fails: nothing has to be looked up first. #}
{% macro duckdb__alter_column_comment(relation, column_dict) %}
    {%- set table = relation | string -%}
    {% for name, column in column_dict.items() if column["description"] -%}
        comment on column {{ table }}."{{ name }}"
        is '{{ column["description"] | replace("'", "''") }}';
    {% endfor %}
{% endmacro %}
