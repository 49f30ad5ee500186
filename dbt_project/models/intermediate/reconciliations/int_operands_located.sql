{{ sum_operands("int_figures_selected") }}
