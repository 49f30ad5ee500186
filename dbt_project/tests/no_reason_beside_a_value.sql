-- A value that is there is not listed as missing.
select cells.*
from ({{ fact_cells() }}) as cells
semi join
    {{ ref("missing_values") }} as missing
    on missing.table_name = cells.table_name
    and missing.column_name = cells.column_name
    and missing.program_key = cells.program_key
    and missing.year = cells.year
    and missing.item is not distinct from cells.item
where cells.has_value
