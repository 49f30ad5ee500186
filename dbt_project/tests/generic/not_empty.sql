{# The table has at least one row. #}
{% test not_empty(model) %}

    select 'no rows' as problem
    from (select count(*) as row_count from {{ model }})
    where row_count = 0

{% endtest %}
