-- Every figure of every fact, once per report: facts, provenance, missing values and
-- restatements are queries over this table, so none of them can leave a figure out.
with
    stated as (select * from {{ ref("int_corrected_figures") }}),

    coverage as (
        select
            'fct_beneficiaries' as table_name,
            'coverage_pct' as column_name,
            report_id,
            program_key,
            report_year,
            reference_year,
            null as item,
            null as reading_no,
            null as printed_text,
            null as status,
            coverage_pct as value,
            null as text_value,
            reason
        from {{ ref("int_coverage") }}
    ),

    price_base as (
        select
            'fct_spending' as table_name,
            unnest(
                [
                    'printed_price_base_year',
                    'printed_spending_per_beneficiary_nominal_clp'
                ]
            ) as column_name,
            report_id,
            program_key,
            report_year,
            reference_year,
            null as item,
            reading_no,
            printed_text,
            null as status,
            unnest([price_base_year, round(nominal_spending)]) as value,
            null as text_value,
            case when price_base_year is null then reason_if_missing end as reason
        from {{ ref("int_price_base") }}
    ),

    unioned as (
        select *
        from stated
        union all by name
        select *
        from coverage
        union all by name
        select *
        from price_base
    ),

    final as (
        select
            -- the figure
            unioned.table_name,
            unioned.column_name,
            unioned.report_id,
            unioned.program_key,
            unioned.report_year,
            unioned.reference_year,
            unioned.item,

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
            unioned.reason is null
            and row_number() over (
                partition by
                    unioned.table_name,
                    unioned.column_name,
                    unioned.program_key,
                    unioned.reference_year,
                    unioned.item
                order by
                    unioned.reason is not null,
                    unioned.report_year desc,
                    reports.revision desc
            )
            = 1 as is_latest_value
        from unioned
        inner join {{ ref("int_reports") }} as reports using (report_id)
    )

select *
from final
