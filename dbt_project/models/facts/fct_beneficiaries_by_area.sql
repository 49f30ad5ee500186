{{ pivot_figures("fct_beneficiaries_by_area", "stated.item as area") }}
