with
    source as (select * from {{ source("raw", "readings") }}),

    renamed as (
        select
            -- ids
            report_id,
            reading_no,

            -- text
            section,
            item,
            column_id,
            label,
            text,
            status,

            -- numbers
            row_no,
            words,

            -- place
            page,
            x0,
            top,
            x1,
            bottom,
            line_no,

            -- how its column was found
            inferred_by,

            -- the item whose label this may be, in other words
            if(label = '', resembles, null) as resembles
        from source
        -- Officials' names stay in raw.
        where
            coalesce(if(label = '', null, source.resembles), item)
            not in ('manager_name', 'counterpart_name')
    ),

    final as (select * from renamed)

select *
from final
