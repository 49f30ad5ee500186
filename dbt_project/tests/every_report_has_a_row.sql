-- count(*) by year counts programmes: a table of one row a programme and year has one
-- for each current report.
{%- set tables = [
    "fct_spending",
    "fct_beneficiaries",
    "program_names",
    "program_profile",
    "program_year",
] %}
{% for table in tables %}
    select '{{ table }}' as table_name, report_id
    from {{ ref("dim_report") }}
    anti join {{ ref(table) }} using (program_key, year)
    {% if not loop.last %}
        union all
    {% endif %}
{% endfor %}
