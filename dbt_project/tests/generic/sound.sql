{#
  What a table promises, in one test, because every test of its own costs dbt far more than its query:

  - `unique`: the columns of a key; several keys as a list of lists. NULLs are equal here: an empty item
    is a value of the key.
  - `not_null`: columns without NULL. A table with an enforced contract says so by a constraint instead.
  - `references`: column -> `ref(…)` or `source(…)` with a column of that name, or {to, field}. Every value
    that is there is one of that column.
  - `accepted`: column -> the values it may have.
  - `ranges`: column -> {min, max}, both included; either may be left out.
  - `not_empty`: true for a table with at least one row.

  A row found says the `broken_promise` beside the columns concerned.
#}
{% test sound(
    model,
    unique=[],
    not_null=[],
    references={},
    accepted={},
    ranges={},
    not_empty=false
) %}

    {%- set keys = [unique] if unique and unique[0] is string else unique -%}
    {%- set found = [] -%}

    {%- for key in keys -%}
        {%- set columns = key | join(", ") -%}
        {%- do found.append(
            "select 'several rows of one "
            ~ columns
            ~ "' as broken_promise, "
            ~ columns
            ~ ", count(*) as row_count"
            ~ " from "
            ~ model
            ~ " group by all having count(*) > 1"
        ) -%}
    {%- endfor -%}

    {%- for column in not_null -%}
        {%- do found.append(
            sound_rows(
                model, column, keys, column ~ " is NULL", column ~ " is null"
            )
        ) -%}
    {%- endfor -%}

    {%- for column, target in references.items() -%}
        {%- set to = (
            target.to
            if target is mapping and target.to is defined
            else target
        ) -%}
        {%- set field = (
            target.field
            if target is mapping and target.field is defined
            else column
        ) -%}
        {%- do found.append(
            sound_rows(
                model,
                column,
                keys,
                column ~ " is not in " ~ to.schema ~ "." ~ to.identifier,
                column
                ~ " is not null and "
                ~ column
                ~ " not in"
                ~ " (select "
                ~ field
                ~ " from "
                ~ to
                ~ " where "
                ~ field
                ~ " is not null)",
            )
        ) -%}
    {%- endfor -%}

    {%- for column, values in accepted.items() -%}
        {%- do found.append(
            sound_rows(
                model,
                column,
                keys,
                column ~ " is none of its values",
                column ~ " not in ('" ~ values | join("', '") ~ "')",
            )
        ) -%}
    {%- endfor -%}

    {%- for column, range in ranges.items() -%}
        {%- set outside = [] -%}
        {%- if range.min is defined -%}
            {%- do outside.append(column ~ " < " ~ range.min) -%}
        {%- endif -%}
        {%- if range.max is defined -%}
            {%- do outside.append(column ~ " > " ~ range.max) -%}
        {%- endif -%}
        {%- set outside = outside | join(" or ") -%}
        {%- do found.append(sound_rows(model, column, keys, outside, outside)) -%}
    {%- endfor -%}

    {%- if not_empty -%}
        {%- do found.append(
            "select 'no rows' as broken_promise from (select count(*) as row_count from "
            ~ model
            ~ ")"
            ~ " where row_count = 0"
        ) -%}
    {%- endif -%}

    {{ found | join("\n    union all by name\n    ") }}

{% endtest %}
