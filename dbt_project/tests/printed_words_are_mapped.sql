{{ config(severity="warn") }}

select source_file, report_id, mapped_share, unmapped_count
from {{ ref("dim_report") }}
where mapped_share < {{ var("least_mapped_share") }}
