{# As a table (table_in_place): the view of the build before is replaced where it is. #}
{% materialization view, adapter = "duckdb", supported_languages = ["sql"] %}

    {%- set before = load_cached_relation(this) -%}
    {%- set target = this.incorporate(type="view") -%}

    {{ run_hooks(pre_hooks) }}

    {% call statement("main") -%}
        {% if before is not none -%}
            drop {{ before.type }} {{ before }};
        {% endif -%}
        {{ create_view_as(target, sql) }}
        {{ described(target) }}
    {%- endcall %}

    {{ run_hooks(post_hooks) }}

    {% do adapter.commit() %}

    {{ return({"relations": [target]}) }}

{% endmaterialization %}
