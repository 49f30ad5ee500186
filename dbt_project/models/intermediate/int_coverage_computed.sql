-- Coverage as the warehouse computes it: beneficiaries per hundred of the target
-- population.
with
    populations as (
        select
            report_id,
            program_key,
            report_year,
            reference_year,
            max(value) filter (where column_name = 'beneficiaries') as beneficiaries,
            max(reason) filter (
                where column_name = 'beneficiaries'
            ) as beneficiaries_reason,
            max(value) filter (where column_name = 'target_population') as target,
            max(reason) filter (
                where column_name = 'target_population'
            ) as target_reason
        from {{ ref("int_figures_corrected") }}
        where table_name = 'fct_beneficiaries'
        group by all
    ),

    final as (
        select
            report_id,
            program_key,
            report_year,
            reference_year,
            case
                when target > 0
                then round(100.0 * beneficiaries::double / target::double, 2)
            end as coverage_pct,
            case
                when beneficiaries is null
                then beneficiaries_reason
                when target is null
                then target_reason
                when target <= 0
                then 'not_applicable'
            end as reason
        from populations
    )

select *
from final
