-- A correction is one value or one text.
select program_key, year, table_name, column_name, item
from {{ ref("corrections") }}
where (corrected_value is null) = (corrected_text is null)
