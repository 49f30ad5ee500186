{{
    pivot_figures(
        "program_complementarities", "cast(stated.item as integer) as item_no"
    )
}}
