-- What the amounts of a report claim about each other: one row a report and check
-- (and item). Amounts are printed in thousands, so each carries up to 500 pesos of
-- rounding.
{%- set complete_sum = (
    "case when count(*) = count(spending_clp) then sum(spending_clp) end"
) %}
with
    operands as (select * from {{ ref("int_report_operands") }}),

    budget_lines as (
        select report_id, {{ complete_sum }} as spending_clp, count(*) as row_count
        from {{ ref("fct_spending_by_budget_line") }}
        where kind = 'executed'
        group by report_id
    ),

    components as (
        select report_id, {{ complete_sum }} as spending_clp, count(*) as row_count
        from {{ ref("fct_spending_by_component") }}
        group by report_id
    ),

    regions as (
        select
            report_id,
            {{ complete_sum }} as spending_clp,
            sum(if(printed_unit = 'millions', 500000, 500)) as rounding_clp
        from {{ ref("fct_spending_by_region") }}
        -- A row whose region is unknown is in no fact: without it the sum says nothing.
        where
            report_id not in (
                select report_id
                from {{ ref("int_unknown_regions") }}
                where item = 'regional_spending'
            )
        group by report_id
    ),

    final as (
        select
            report_id,
            'executed_equals_components_plus_administrative' as check_name,
            cast(null as varchar) as item,
            -- What components and administration spend includes extra-budgetary money.
            coalesce(summary_total_ab_clp, executed_clp) as expected,
            component_spending_clp + administrative_spending_clp as actual,
            3 * 500 as tolerance
        from operands
        union all by name
        select
            report_id,
            'budget_lines_equal_executed' as check_name,
            executed_clp as expected,
            spending_clp as actual,
            500 * (row_count + 1) as tolerance
        from operands
        left join budget_lines using (report_id)
        union all by name
        select
            report_id,
            'component_rows_equal_component_spending' as check_name,
            component_spending_clp as expected,
            spending_clp as actual,
            500 * (row_count + 1) as tolerance
        from operands
        left join components using (report_id)
        union all by name
        select
            report_id,
            'regional_spending_equals_component_spending' as check_name,
            component_spending_clp as expected,
            spending_clp as actual,
            rounding_clp + 500 as tolerance
        from operands
        left join regions using (report_id)
        union all by name
        select
            report_id,
            'summary_adds_up' as check_name,
            'a+b' as item,
            summary_total_ab_clp as expected,
            summary_executed_clp + summary_extrabudgetary_clp as actual,
            3 * 500 as tolerance
        from operands
        union all by name
        select
            report_id,
            'summary_adds_up' as check_name,
            'c+d' as item,
            summary_total_cd_clp as expected,
            summary_components_clp + summary_administrative_clp as actual,
            3 * 500 as tolerance
        from operands
        union all by name
        select
            report_id,
            'summary_adds_up' as check_name,
            'both totals' as item,
            summary_total_ab_clp as expected,
            summary_total_cd_clp as actual,
            2 * 500 as tolerance
        from operands
        union all by name
        select
            report_id,
            'final_budget_covers_executed' as check_name,
            final_budget_clp as expected,
            executed_clp as actual,
            2 * 500 as tolerance
        from operands
        union all by name
        select
            report_id,
            'printed_spending_per_beneficiary_equals_recomputed' as check_name,
            -- The factor to the prices of another year is not printed: not testable.
            -- An amount that fits no year's prices is compared, and breaks.
            case
                when coalesce(printed_price_base_year, report_year) = report_year
                then round(executed_clp / nullif(beneficiaries, 0), 2)
            end as expected,
            printed_spending_per_beneficiary_clp as actual,
            500 as tolerance
        from operands
    )

select *
from final
