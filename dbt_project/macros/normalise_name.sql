{#-
    A name as it is compared, never as it is shown: lower case, accents stripped, everything that is
    no letter or digit folded to one space. "Río Ñuble (ex-Itata)" and "RIO NUBLE EX ITATA" are equal.
-#}
{% macro normalise_name(text) -%}
    trim(regexp_replace(strip_accents(lower({{ text }})), '[^a-z0-9]+', ' ', 'g'))
{%- endmacro %}
