-- Every value of a measure has the place where it was printed.
select cells.*
from ({{ fact_cells(computed=true) }}) as cells
anti join
    {{ ref("provenance") }} as printed
    on printed.table_name = cells.table_name
    and printed.column_name = cells.column_name
    and printed.program_key = cells.program_key
    and printed.year = cells.year
    and printed.item is not distinct from cells.item
where cells.has_value
