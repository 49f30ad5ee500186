-- The year whose prices the printed spending per beneficiary is in. The form does not
-- say: it is known to print thousands of pesos of the year after the report. Evidence
-- is executed spending per beneficiary of the reference year, recomputed from the
-- report itself, else from the report of that year. Nor does it print the
-- factor between the prices: it is one for all programmes of a report year, so the
-- median of theirs undoes it.
with
    stated as (
        select *
        from {{ ref("int_figures_corrected") }}
        where
            table_name
            in ('fct_spending', 'fct_beneficiaries', 'fct_spending_per_beneficiary')
    ),

    per_report as (
        select
            report_id,
            program_key,
            report_year,
            reference_year,
            max(item) filter (where column_name = 'printed_clp') as item,
            max(value) filter (where column_name = 'printed_clp') as printed,
            max(reason) filter (where column_name = 'printed_clp') as reason,
            max(reading_no) filter (where column_name = 'printed_clp') as reading_no,
            max(printed_text) filter (
                where column_name = 'printed_clp'
            ) as printed_text,
            max(value) filter (where column_name = 'executed_clp') as executed,
            max(value) filter (where column_name = 'beneficiaries') as beneficiaries
        from stated
        group by all
    ),

    recomputed as (
        select
            *,
            case
                when executed > 0 and beneficiaries > 0 then executed / beneficiaries
            end as own_spending
        from per_report
    ),

    of_the_year as (
        select program_key, reference_year, own_spending as spending_of_the_year
        from recomputed
        inner join
            (
                select report_id
                from {{ ref("int_reports_identified") }}
                where is_current
            ) using (report_id)
        where reference_year = report_year
    ),

    compared as (
        select
            recomputed.*,
            coalesce(recomputed.own_spending, spending_of_the_year) as spending,
            recomputed.printed / spending as ratio,
            recomputed.report_year + 1 - recomputed.reference_year as years_apart
        from recomputed
        left join of_the_year using (program_key, reference_year)
        where recomputed.printed is not null or recomputed.reason is not null
    ),

    dated as (
        select
            *,
            case
                -- Printed in whole thousands: half a thousand is rounding.
                when abs(printed - spending) <= 500
                then reference_year
                -- Prices rose by less than 15 % in every year since 2010.
                when ratio > 1 and ratio <= power(1.15, years_apart)
                then report_year + 1
            end as price_base_year
        from compared
    ),

    final as (
        select
            report_id,
            program_key,
            report_year,
            reference_year,
            item,
            reading_no,
            printed_text,
            price_base_year,
            case
                when price_base_year = reference_year
                then printed
                when price_base_year is not null
                then
                    printed
                    / median(ratio) filter (where price_base_year > report_year) over (
                        partition by report_year, reference_year
                    )
            end as nominal_spending,
            coalesce(reason, 'ambiguous') as reason_if_missing
        from dated
    )

select *
from final
