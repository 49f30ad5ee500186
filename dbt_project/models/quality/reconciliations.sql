select * rename(report_year as year) from {{ ref("int_claims_tested") }}
