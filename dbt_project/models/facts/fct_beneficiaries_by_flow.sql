{{
    pivot_figures(
        "fct_beneficiaries_by_flow",
        "split_part(stated.item, '/', 1) as entry, split_part(stated.item, '/', 2) as exit",
    )
}}
