-- Every NULL of a measure has its reason.
select cells.*
from ({{ fact_cells() }}) as cells
anti join
    {{ ref("missing_values") }} as missing
    on missing.table_name = cells.table_name
    and missing.column_name = cells.column_name
    and missing.program_key = cells.program_key
    and missing.year = cells.year
    and missing.item is not distinct from cells.item
where not cells.has_value
