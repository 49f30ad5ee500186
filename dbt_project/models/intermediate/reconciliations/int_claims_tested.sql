with
    compared as (
        select *
        from {{ ref("int_sums_compared") }}
        union all by name
        select *
        from {{ ref("int_quotients_compared") }}
        union all by name
        select *
        from {{ ref("int_label_years_compared") }}
        union all by name
        select *
        from {{ ref("int_page_numbers_compared") }}
        union all by name
        select * exclude (reading_no, printed_text)
        from {{ ref("int_zeros_compared") }}
    ),

    -- Every check is asked of every report: what cannot be tested is a row that says
    -- so.
    asked as (
        select report_id, program_key, report_year, check_name, unit, comparison
        from {{ ref("int_reports_identified") }}
        cross join {{ ref("check_claims") }}
        -- An evaluation page has no figures to check.
        where form is distinct from 'evaluation_page'
    ),

    measured as (
        select
            report_id,
            program_key,
            report_year,
            check_name,
            item,
            unit,
            comparison,
            cast(expected as decimal(38, 6)) as expected,
            cast(actual as decimal(38, 6)) as actual,
            cast(actual - expected as decimal(38, 6)) as difference,
            cast(tolerance as decimal(38, 6)) as tolerance
        from asked
        left join compared using (report_id, check_name)
    ),

    final as (
        select
            -- ids
            report_id,
            program_key,
            report_year,
            check_name,
            item,

            -- text
            unit,
            {{ check_status("difference", "tolerance", "comparison") }} as status,

            -- numbers
            expected,
            actual,
            difference,
            tolerance
        from measured
    )

select *
from final
