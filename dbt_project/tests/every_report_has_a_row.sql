-- count(*) by year counts programmes: a table of one row a programme and year has one
-- for each current report; a table of figures only for those that publish figures.
{%- set tables = {
    "fct_spending": "where form is distinct from 'evaluation_page'",
    "fct_beneficiaries": "where form is distinct from 'evaluation_page'",
    "program_names": "",
    "program_profile": "",
    "program_year": "where form is distinct from 'evaluation_page'",
} %}
{% for table, which in tables.items() %}
    select '{{ table }}' as table_name, report_id
    from {{ ref("dim_report") }}
    anti join {{ ref(table) }} using (program_key, year) {{ which }}
    {% if not loop.last %}
        union all
    {% endif %}
{% endfor %}
