with
    compared as (
        select *
        from {{ ref("int_reconciled_spending") }}
        union all by name
        select *
        from {{ ref("int_reconciled_beneficiaries") }}
        union all by name
        select *
        from {{ ref("int_reconciled_labels") }}
        union all by name
        select *
        from {{ ref("int_reconciled_numbers") }}
    ),

    -- Every check is asked of every report: what cannot be tested is a row that says
    -- so.
    asked as (
        select report_id, program_key, report_year, check_name, unit, comparison
        from {{ ref("int_reports") }}
        cross join {{ ref("checks") }}
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
            case
                when difference is null
                then 'not_testable'
                when difference = 0 or (comparison = 'at_most' and difference < 0)
                then 'closes'
                when abs(difference) <= tolerance
                then 'within_rounding'
                else 'breaks'
            end as status,

            -- numbers
            expected,
            actual,
            difference,
            tolerance
        from measured
    )

select *
from final
