-- A figure of a PDF has a whole box, a figure of a text dump has a line; none has
-- neither or both.
select *
from {{ ref("provenance") }}
where
    (line_no is null) = (x0 is null)
    or (x0 is null) <> (top is null)
    or (x0 is null) <> (x1 is null)
    or (x0 is null) <> (bottom is null)
    or x0 > x1
    or top > bottom
