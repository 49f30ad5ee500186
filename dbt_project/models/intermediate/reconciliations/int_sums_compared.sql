{{
    compare_sums(
        "int_operands_corrected",
        "int_figures",
        "select report_id from " ~ ref("int_reports_identified"),
    )
}}
