with
    spending as (select * from {{ ref("fct_spending") }}),

    beneficiaries as (select * from {{ ref("fct_beneficiaries") }}),

    names as (select * from {{ ref("program_names") }}),

    reports as (select report_id, is_sample from {{ ref("dim_report") }}),

    bands as (select * from {{ ref("int_bands_dated") }}),

    years as (select year, deflator from {{ ref("dim_year") }}),

    changes as (select * from {{ ref("int_spending_changes_computed") }}),

    indicators as (
        select
            report_id,
            count_if(scope = 'purpose') as purpose,
            count_if(scope = 'complementary') as complementary,
            count(change) filter (direction is not null) as compared,
            count_if(change * if(direction = 'up_is_better', 1, -1) > 0) filter (
                direction is not null
            ) as improved,
            count_if(change * if(direction = 'up_is_better', 1, -1) < 0) filter (
                direction is not null
            ) as worsened
        from {{ ref("fct_indicators") }}
        group by report_id
    ),

    checks as (
        select report_id, list(distinct check_name order by check_name) as failed
        from {{ ref("int_claims_tested") }}
        where status = 'breaks'
        group by report_id
    ),

    restated as (
        select
            program_key,
            reference_year as year,
            list(distinct later_report_year order by later_report_year) as restated_by
        from {{ ref("int_restatements_found") }}
        where kind = 'later_report' and earlier_report_year = reference_year
        group by all
    ),

    rates as (
        select
            program_key,
            year,
            spending.executed_clp
            / nullif(spending.initial_budget_clp, 0) as execution_rate,
            spending.administrative_spending_clp
            / nullif(spending.total_executed_clp, 0) as administrative_share,
            beneficiaries.beneficiaries
            / nullif(beneficiaries.target_population, 0) as coverage_rate,
            spending.executed_clp
            / nullif(beneficiaries.beneficiaries, 0) as spending_per_beneficiary
        from spending
        inner join beneficiaries using (program_key, year)
    ),

    ranked as (
        select
            program_key,
            year,
            rank() over (
                partition by names.ministry, year order by executed_clp desc
            ) as rank_in_ministry,
            count(*) over (partition by names.ministry, year) as programs_ranked
        from spending
        inner join names using (program_key, year)
        where names.ministry is not null and executed_clp is not null
    ),

    final as (
        select
            -- ids
            spending.program_key,
            spending.year,
            spending.report_id,

            -- text
            names.program_name,
            names.ministry,
            names.service,

            -- money
            spending.initial_budget_clp,
            spending.final_budget_clp,
            spending.next_year_initial_budget_clp,
            spending.executed_clp,
            spending.extrabudgetary_clp,
            spending.total_executed_clp,
            spending.component_spending_clp,
            spending.administrative_spending_clp,
            spending.initial_budget_real_clp,
            spending.executed_real_clp,
            spending.total_executed_real_clp,
            rates.execution_rate,
            execution.band as execution_band,
            execution.rule_year as execution_rule_year,
            rates.administrative_share,
            ranked.rank_in_ministry::integer as rank_in_ministry,
            ranked.programs_ranked::integer as programs_ranked,

            -- population
            beneficiaries.unit_of_measure,
            beneficiaries.potential_population,
            beneficiaries.target_population,
            beneficiaries.beneficiaries,
            beneficiaries.coverage_pct,
            coverage.band as coverage_band,
            coverage.rule_year as coverage_rule_year,

            -- spending per beneficiary
            round(rates.spending_per_beneficiary)::bigint
            as spending_per_beneficiary_clp,
            round(rates.spending_per_beneficiary * years.deflator)::bigint
            as spending_per_beneficiary_real_clp,
            changes.change as spending_per_beneficiary_change,
            changes.departure as spending_per_beneficiary_departure,
            per_beneficiary.band as spending_per_beneficiary_band,
            per_beneficiary.rule_year as spending_per_beneficiary_rule_year,

            -- indicators: a report that lists none has none
            coalesce(indicators.purpose, 0)::integer as purpose_indicator_count,
            coalesce(indicators.complementary, 0)::integer
            as complementary_indicator_count,
            coalesce(indicators.compared, 0)::integer as indicators_compared,
            coalesce(indicators.improved, 0)::integer as indicators_improved,
            coalesce(indicators.worsened, 0)::integer as indicators_worsened,

            -- how far to trust the row
            (spending.year - names.start_year)::integer as years_since_start,
            coalesce(checks.failed, []) as failed_checks,
            coalesce(restated.restated_by, []) as restated_by,
            reports.is_sample
        from spending
        inner join beneficiaries using (program_key, year)
        inner join names using (program_key, year)
        inner join rates using (program_key, year)
        inner join reports on reports.report_id = spending.report_id
        left join ranked using (program_key, year)
        left join changes using (program_key, year)
        left join indicators on indicators.report_id = spending.report_id
        left join checks on checks.report_id = spending.report_id
        left join restated using (program_key, year)
        left join years using (year)
        {%- for band_type, value in {
                "execution": "rates.execution_rate",
                "coverage": "rates.coverage_rate",
                "per_beneficiary": "changes.departure",
            }.items() %}
            left join
                bands as {{ band_type }}
                on {{ band_type }}.band_type = '{{
                    "spending_per_beneficiary"
                    if band_type == "per_beneficiary"
                    else band_type
                }}'
                and year
                between {{ band_type }}.first_year and {{ band_type }}.last_year
                and {{ value }} is not null
                and {{ in_band(value, band_type) }}
        {%- endfor %}
    )

select *
from final
