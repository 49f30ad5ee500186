{{ pivot_figures("program_evaluations", "cast(stated.item as integer) as item_no") }}
