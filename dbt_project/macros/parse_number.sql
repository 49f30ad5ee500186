{#-
    A printed number as DECIMAL(38, 6), or NULL where the text is no number of the form's grammar, or one
    of more than 17 digits: no budget is as large, and products and sums of such numbers would overflow.

    Dots group thousands, a comma starts the decimals, a percent sign is dropped, a minus or
    parentheses make the number negative: 5.000; 680.559; 73%; 12,5%; (1.234).
    A dollar sign before it is no part of it. A no-break space groups thousands, too: it is only read between
    groups that are printed as one figure ("35 571 810").
    A number broken over the lines of a narrow cell ("72.917. 334") is joined only if the result is
    fully grouped, so that two figures in one cell ("251 855") never become one.
    "12.5", "-", "N/A" and a value with a unit behind it are no numbers. Nor is "93,000", unless a percent sign
    follows: nobody can tell whether its comma groups thousands or starts decimals, unless the whole report shows
    it (int_comma_groups_found).
-#}
{% macro parse_number(printed) -%}
    {%- set group = "'(\\d)\\x{00A0}(\\d{3})', '\\1.\\2', 'g'" -%}
    {#- Twice, since two neighbouring spaces share the digit between them. -#}
    {%- set dotted = (
        "regexp_replace(regexp_replace("
        ~ printed
        ~ ", "
        ~ group
        ~ "), "
        ~ group
        ~ ")"
    ) -%}
    {%- set text = (
        "regexp_replace(" ~ dotted ~ ", '^\\s*([-−(]?)\\s*\\$\\s*', '\\1')"
    ) -%}
    {%- set compact = "regexp_replace(" ~ text ~ ", '[\\s\\x{00A0}]+', '', 'g')" -%}
    {%- set grouped = "[1-9]\\d{0,2}(\\.\\d{3})+(,\\d+)?" -%}
    {%- set undoubted = "\\d+(,(\\d{1,2}|\\d{4,}))?|(0|\\d{4,}),\\d{3}" -%}
    {%- set percent = "\\d+(,\\d+)?[\\s\\x{00A0}]*%" -%}
    {%- set plain = "(" ~ undoubted ~ "|" ~ percent ~ ")" -%}
    case
        when
            -- Most texts are prose: what does not begin as a number is not looked at
            -- twice.
            regexp_matches({{ text }}, '^[\s\x{00A0}]*[-−(]?[\s\x{00A0}]*\d')
            and (
                regexp_full_match(
                    {{ compact }}, '[-−]?{{ grouped }}%?|\({{ grouped }}%?\)'
                )
                or regexp_full_match(
                    trim({{ text }}), '[-−]?{{ plain }}|\({{ plain }}\)'
                )
            )
        then
            try_cast(
                regexp_replace({{ compact }}, '^[-−(]', '-')
                .replace('.', '')
                .replace(',', '.')
                .rtrim('%)') as decimal(23, 6)
            )::decimal(38, 6)
    end
{%- endmacro %}
