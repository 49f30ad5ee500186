-- Every figure as every report states it: facts, vintages, provenance, missing values
-- and restatements are queries over this table, so none of them can leave one out.
with
    stated as (select * from {{ ref("int_figures_corrected") }}),

    quotients as (
        select *, column_name as measure, false as is_total
        from {{ ref("int_quotients_computed") }}
    ),

    prices as (
        select
            'fct_spending_per_beneficiary' as table_name,
            unnest(['price_base_year', 'nominal_clp']) as column_name,
            column_name as measure,
            report_id,
            program_key,
            report_year,
            reference_year,
            item,
            false as is_total,
            false as is_row,
            reading_no,
            printed_text,
            unnest([price_base_year, round(nominal_spending)]) as value,
            case when price_base_year is null then reason_if_missing end as reason
        from {{ ref("int_price_base_inferred") }}
    ),

    unioned as (
        select *
        from stated
        union all by name
        select *
        from quotients
        union all by name
        select *
        from prices
    ),

    reports as (
        select report_id, revision, is_current from {{ ref("int_reports_identified") }}
    ),

    final as (
        select
            -- the figure
            unioned.table_name,
            unioned.column_name,
            unioned.measure,
            unioned.report_id,
            unioned.program_key,
            unioned.report_year,
            unioned.reference_year,
            unioned.item,
            unioned.is_total,
            unioned.is_row,

            -- printed
            unioned.reading_no::integer as reading_no,
            unioned.printed_text,
            unioned.status,

            -- read as
            unioned.value::decimal(38, 6) as value,
            unioned.text_value::varchar as text_value,
            unioned.reason,

            -- corrected by a reviewer
            unioned.printed_value::decimal(38, 6) as printed_value,
            unioned.correction_reason,
            unioned.correction_source,

            -- vintage
            reports.revision,
            reports.is_current
        from unioned
        inner join reports using (report_id)
    )

select *
from final
