{{ pivot_figures("fct_beneficiaries", item=none) }}
