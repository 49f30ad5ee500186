-- Every figure of every fact, once per report: facts, provenance, missing values and
-- restatements are queries over this table, so none of them can leave a figure out.
with
    stated as (select * from {{ ref("int_figures_corrected") }}),

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
        from {{ ref("int_coverage_computed") }}
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
        from {{ ref("int_price_base_inferred") }}
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

    dated as (
        select unioned.*, reports.revision
        from unioned
        inner join {{ ref("int_reports_identified") }} as reports using (report_id)
    ),

    -- The vintage that counts: of the reports that have the figure, the last one, as it
    -- was revised last. Not by a window, which would put every figure in order.
    latest as (
        select
            table_name,
            column_name,
            program_key,
            reference_year,
            item,
            max_by(report_id, (report_year, revision)) as report_id
        from dated
        where reason is null
        group by all
    ),

    final as (
        select
            -- the figure
            dated.table_name,
            dated.column_name,
            dated.report_id,
            dated.program_key,
            dated.report_year,
            dated.reference_year,
            dated.item,

            -- printed
            dated.reading_no::integer as reading_no,
            dated.printed_text,
            dated.status,

            -- read as
            dated.value::decimal(38, 6) as value,
            dated.text_value::varchar as text_value,
            dated.reason,

            -- corrected by a reviewer
            dated.printed_value::decimal(38, 6) as printed_value,
            dated.correction_reason,
            dated.correction_source,

            -- vintage
            dated.revision,
            latest.report_id is not null as is_latest_value
        from dated
        left join
            latest
            on latest.report_id = dated.report_id
            and latest.table_name = dated.table_name
            and latest.column_name = dated.column_name
            and latest.reference_year is not distinct from dated.reference_year
            and latest.item is not distinct from dated.item
            and dated.reason is null
    )

select *
from final
