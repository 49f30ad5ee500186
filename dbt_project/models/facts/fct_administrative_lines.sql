{{ budget_lines("fct_administrative_lines") }}
