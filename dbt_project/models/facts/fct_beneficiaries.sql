{{ pivot_figures("fct_beneficiaries", by_item=false) }}
