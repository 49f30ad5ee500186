{# No two rows agree in all of `columns`. NULLs are equal here: an empty item is a value of the key. #}
{% test unique_combination(model, columns) %}

    select {{ columns | join(", ") }}, count(*) as row_count
    from {{ model }}
    group by all
    having count(*) > 1

{% endtest %}
