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
        {% if before is not none -%}
            drop {{ before.type }} {{ before }};
        {% endif -%}
        {{ create_table_as(False, target, sql) }}
        ;
        {{ described(target) }}
    {%- endcall %}

    {{ run_hooks(post_hooks) }}

    {% do adapter.commit() %}

    {{ return({"relations": [target]}) }}

{% endmaterialization %}


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
    {% for name, column in column_dict.items() if column["description"] -%}
        comment on column {{ relation }}.{{ adapter.quote(name) }}
        is {{ duckdb_escape_comment(column["description"]) }};
    {% endfor %}
{% endmacro %}
