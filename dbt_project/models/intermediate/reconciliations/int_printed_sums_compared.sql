{{
    compare_sums(
        "int_operands_located",
        "int_figures_selected",
        "select report_id from " ~ ref("stg_reports") ~ " where reason is null",
    )
}}
