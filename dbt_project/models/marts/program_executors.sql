{{ pivot_figures("program_executors", "cast(stated.item as integer) as item_no") }}
