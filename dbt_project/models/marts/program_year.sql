with
    figures as (select * from {{ ref("int_latest_figures") }}),

    rates as (select * from {{ ref("int_year_rates") }}),

    year_reports as (select * from {{ ref("int_year_reports") }}),

    bands as (select * from {{ ref("int_bands") }}),

    -- Years without a report of their own carry the programme's newest names.
    programs as (
        select
            program_key,
            max_by(program_name, report_year) as program_name,
            max_by(ministry, report_year) as ministry,
            max_by(service, report_year) as service,
            bool_or(is_sample) as is_sample
        from {{ ref("int_reports") }}
        where is_current
        group by program_key
    ),

    years as (
        select program_key, reference_year
        from figures
        union
        select program_key, reference_year
        from year_reports
    ),

    final as (
        select
            -- ids
            years.program_key,
            years.reference_year::integer as reference_year,
            figures.report_year,
            year_reports.report_id,

            -- text
            coalesce(year_reports.program_name, programs.program_name) as program_name,
            coalesce(year_reports.ministry, programs.ministry) as ministry,
            coalesce(year_reports.service, programs.service) as service,

            -- budget
            figures.initial_budget_clp::bigint as initial_budget_clp,
            figures.final_budget_clp::bigint as final_budget_clp,
            figures.executed_clp::bigint as executed_clp,
            figures.extrabudgetary_clp::bigint as extrabudgetary_clp,
            figures.total_executed_clp::bigint as total_executed_clp,
            figures.component_spending_clp::bigint as component_spending_clp,
            figures.administrative_spending_clp::bigint as administrative_spending_clp,
            rates.execution_rate,
            execution.band as execution_band,
            execution.rule_year as execution_rule_year,
            rates.administrative_share,

            -- population
            figures.potential_population::bigint as potential_population,
            figures.target_population::bigint as target_population,
            figures.beneficiaries::bigint as beneficiaries,
            figures.unit_of_measure,
            round(100 * rates.coverage_rate, 2) as coverage_pct,
            coverage.band as coverage_band,
            coverage.rule_year as coverage_rule_year,

            -- spending per beneficiary
            round(rates.spending_per_beneficiary)::bigint
            as spending_per_beneficiary_clp,
            round(rates.spending_per_beneficiary_real)::bigint
            as spending_per_beneficiary_real_clp,
            rates.spending_per_beneficiary_change,
            spending.band as spending_per_beneficiary_band,
            spending.rule_year as spending_per_beneficiary_rule_year,
            figures.printed_spending_per_beneficiary_clp::bigint
            as printed_spending_per_beneficiary_clp,
            figures.printed_price_base_year::integer as printed_price_base_year,

            -- indicators
            year_reports.purpose_indicator_count::integer as purpose_indicator_count,
            year_reports.complementary_indicator_count::integer
            as complementary_indicator_count,

            -- flags
            programs.is_sample
            {%- for check in reconciliation_checks() %}
                , year_reports.flag_{{ check }}
            {%- endfor %}
        from years
        inner join programs on programs.program_key = years.program_key
        left join
            figures
            on figures.program_key = years.program_key
            and figures.reference_year = years.reference_year
        left join
            rates
            on rates.program_key = years.program_key
            and rates.reference_year = years.reference_year
        left join
            year_reports
            on year_reports.program_key = years.program_key
            and year_reports.reference_year = years.reference_year
        left join
            bands as execution
            on execution.band_type = 'execution'
            and years.reference_year
            between execution.first_year and execution.last_year
            and rates.execution_rate is not null
            and {{ in_band("rates.execution_rate", "execution") }}
        left join
            bands as coverage
            on coverage.band_type = 'coverage'
            and years.reference_year between coverage.first_year and coverage.last_year
            and rates.coverage_rate is not null
            and {{ in_band("rates.coverage_rate", "coverage") }}
        left join
            bands as spending
            on spending.band_type = 'spending_per_beneficiary'
            and years.reference_year between spending.first_year and spending.last_year
            and rates.spending_per_beneficiary_departure is not null
            and {{ in_band("rates.spending_per_beneficiary_departure", "spending") }}
    )

select *
from final
