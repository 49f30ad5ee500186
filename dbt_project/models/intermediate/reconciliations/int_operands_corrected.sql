{{ sum_operands("int_figures", corrected=true) }}
