{# The columns together name one row; NULLs are equal, because an empty item is a value of the key. #}
{% test unique_combination_of_columns(model, combination_of_columns) %}

    select "{{ combination_of_columns | join('", "') }}", count(*) as row_count
    from {{ model }}
    group by all
    having count(*) > 1

{% endtest %}
