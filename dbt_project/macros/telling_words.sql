{#-
    The words by which institutions of one kind, or regions, differ: a folded name without what nearly
    every one has, as a list in the order of the name.
-#}
{% macro telling_words(folded_name) -%}
    list_filter(
        string_split({{ folded_name }}, ' '),
        lambda word:
        not list_contains(
            [
                'ministerio',
                'servicio',
                'subsecretaria',
                'region',
                'de',
                'del',
                'la',
                'el',
                'los',
                'las',
                'y',
                'e',
                'en',
                'para',
                'a'
            ],
            word
        )
    )
{%- endmacro %}
