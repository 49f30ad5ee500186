-- A correction whose report prints something else than its reviewer saw says nothing
-- any more; nor does one without the figure that is meant, or with two.
select
    program_key,
    report_year,
    table_name,
    column_name,
    item,
    reference_year,
    printed_text,
    coalesce(printed_now, 'nothing') as printed_now
from {{ ref("declared_corrections") }}
where status = 'not_as_printed'
union all
select
    program_key,
    report_year,
    table_name,
    column_name,
    item,
    reference_year,
    printed_text,
    'one of corrected_value and corrected_text is needed'
from {{ ref("corrections") }}
where (corrected_value is null) = (corrected_text is null)
