{{ pivot_figures("fct_extrabudgetary", "cast(stated.item as integer) as line_no") }}
