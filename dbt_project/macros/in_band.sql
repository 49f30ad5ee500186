{#- Whether a fraction lies in the band of a row of int_bands_dated, named by its alias. -#}
{% macro in_band(value, band) -%}
    (
        coalesce({{ value }} > {{ band }}.lower, true)
        or ({{ band }}.lower_inclusive and {{ value }} = {{ band }}.lower)
    )
    and (
        coalesce({{ value }} < {{ band }}.upper, true)
        or ({{ band }}.upper_inclusive and {{ value }} = {{ band }}.upper)
    )
{%- endmacro %}
