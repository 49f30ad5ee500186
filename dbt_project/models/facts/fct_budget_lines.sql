{{ budget_lines("fct_budget_lines") }}
