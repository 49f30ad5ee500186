-- What the populations of a report claim about each other: one row a report and check.
-- People are counted, not rounded; only a printed coverage has rounding, half of its
-- last digit.
with
    operands as (select * from {{ ref("int_report_operands") }}),

    regions as (
        select
            report_id,
            case
                when count(*) = count(beneficiaries) then sum(beneficiaries)
            end as beneficiaries
        from {{ ref("fct_beneficiaries_by_region") }}
        -- A row whose region is unknown is in no fact: without it the sum says nothing.
        where
            report_id not in (
                select report_id
                from {{ ref("int_unknown_regions") }}
                where item = 'regional_beneficiaries'
            )
        group by report_id
    ),

    -- Several components may reach the same people, and most count something else
    -- than people.
    production as (
        select report_id, max(quantity) as quantity
        from {{ ref("fct_production") }}
        group by report_id
        having
            count(*) = 1
            and regexp_matches(
                {{ normalise_name("max(unit_of_measure)") }}, '\bbeneficiari[oa]s?\b'
            )
    ),

    final as (
        select
            report_id,
            'regional_beneficiaries_equal_beneficiaries' as check_name,
            operands.beneficiaries as expected,
            regions.beneficiaries as actual,
            0 as tolerance
        from operands
        left join regions using (report_id)
        union all by name
        select
            report_id,
            'flow_total_equals_beneficiaries' as check_name,
            beneficiaries as expected,
            flow_total as actual,
            0 as tolerance
        from operands
        union all by name
        select
            report_id,
            'coverage_table_equals_beneficiaries' as check_name,
            counted_beneficiaries as expected,
            coverage_beneficiaries as actual,
            0 as tolerance
        from operands
        union all by name
        select
            report_id,
            'production_equals_beneficiaries' as check_name,
            beneficiaries as expected,
            quantity as actual,
            0 as tolerance
        from operands
        left join production using (report_id)
        union all by name
        select
            report_id,
            'printed_coverage_equals_recomputed' as check_name,
            round(100 * beneficiaries / nullif(target_population, 0), 6) as expected,
            printed_coverage as actual,
            0.5 / pow(
                10, length(regexp_extract(printed_coverage_text, ',(\d+)', 1))
            ) as tolerance
        from operands
        union all by name
        select
            report_id,
            'target_within_potential' as check_name,
            potential_population as expected,
            target_population as actual,
            0 as tolerance
        from operands
        union all by name
        select
            report_id,
            'beneficiaries_within_target' as check_name,
            target_population as expected,
            beneficiaries as actual,
            0 as tolerance
        from operands
    )

select *
from final
