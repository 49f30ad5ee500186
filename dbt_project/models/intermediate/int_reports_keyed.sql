{{ config(materialized="view") }}

-- Which programme each report is of, over all names that are known to be one.
select reports.* replace (joined.program_key as program_key, joined.bips_id as bips_id)
from {{ ref("int_reports_named") }} as reports
inner join
    {{ ref("int_programs_joined") }} as joined on joined.named_key = reports.program_key
