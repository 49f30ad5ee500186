with
    figures as (select * from {{ ref("int_latest_figures_pivoted") }}),

    rates as (select * from {{ ref("int_year_rates_computed") }}),

    year_reports as (select * from {{ ref("int_year_reports_summarised") }}),

    bands as (select * from {{ ref("int_bands_dated") }}),

    years as (select year, deflator from {{ ref("dim_year") }}),

    -- Years without a report of their own carry the programme's newest names.
    programs as (
        select
            program_key,
            max_by(program_name, report_year) as program_name,
            max_by(ministry, report_year) as ministry,
            max_by(service, report_year) as service,
            max_by(start_year, report_year) as start_year,
            min(report_year) as first_report_year,
            max(report_year) as last_report_year,
            bool_or(is_sample) as is_sample
        from {{ ref("int_reports_identified") }}
        where is_current
        group by program_key
    ),

    outcomes as (
        select
            report_id,
            cast(
                count(distinct check_name) filter (status = 'breaks') as integer
            ) as failed_check_count
            {%- for flag in check_flags() %}
                ,
                bool_or(status = 'breaks') filter (
                    'flag_' || check_name = '{{ flag }}' and status <> 'not_testable'
                ) as {{ flag }}
            {%- endfor %}
        from {{ ref("int_claims_tested") }}
        group by report_id
    ),

    keys as (
        select program_key, reference_year
        from figures
        union
        select program_key, reference_year
        from year_reports
    ),

    named as (
        select
            keys.program_key,
            keys.reference_year::integer as reference_year,
            coalesce(year_reports.program_name, programs.program_name) as program_name,
            coalesce(year_reports.ministry, programs.ministry) as ministry,
            coalesce(year_reports.service, programs.service) as service,
            keys.reference_year - programs.start_year as years_since_start,
            programs.first_report_year,
            programs.last_report_year,
            programs.is_sample
        from keys
        inner join programs using (program_key)
        left join year_reports using (program_key, reference_year)
    ),

    ranked as (
        select
            program_key,
            reference_year,
            rank() over (
                partition by ministry, reference_year order by executed_clp desc
            ) as rank_in_ministry,
            count(*) over (partition by ministry, reference_year) as programs_ranked
        from named
        inner join figures using (program_key, reference_year)
        where ministry is not null and executed_clp is not null
    ),

    final as (
        select
            -- ids
            named.program_key,
            named.reference_year,
            figures.report_year,
            year_reports.report_id,

            -- text
            named.program_name,
            named.ministry,
            named.service,

            -- reports
            named.first_report_year,
            named.last_report_year,
            named.years_since_start::integer as years_since_start,

            -- budget
            figures.initial_budget_clp::bigint as initial_budget_clp,
            figures.final_budget_clp::bigint as final_budget_clp,
            figures.executed_clp::bigint as executed_clp,
            figures.extrabudgetary_clp::bigint as extrabudgetary_clp,
            figures.total_executed_clp::bigint as total_executed_clp,
            figures.component_spending_clp::bigint as component_spending_clp,
            figures.administrative_spending_clp::bigint as administrative_spending_clp,
            ranked.rank_in_ministry::integer as rank_in_ministry,
            ranked.programs_ranked::integer as programs_ranked,
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
            rates.spending_per_beneficiary_departure,
            spending.band as spending_per_beneficiary_band,
            spending.rule_year as spending_per_beneficiary_rule_year,
            figures.printed_spending_per_beneficiary_clp::bigint
            as printed_spending_per_beneficiary_clp,
            figures.printed_price_base_year::integer as printed_price_base_year,
            figures.printed_spending_per_beneficiary_nominal_clp::bigint
            as printed_spending_per_beneficiary_nominal_clp,

            -- pesos of the base year
            {{ real_columns("program_year") }},

            -- indicators
            year_reports.purpose_indicator_count::integer as purpose_indicator_count,
            year_reports.complementary_indicator_count::integer
            as complementary_indicator_count,
            year_reports.indicators_compared::integer as indicators_compared,
            year_reports.indicators_improved::integer as indicators_improved,
            year_reports.indicators_lowered::integer as indicators_lowered,
            year_reports.indicators_improved
            / nullif(year_reports.indicators_compared, 0) as indicators_improved_share,

            -- flags
            named.is_sample,
            outcomes.* exclude (report_id)
        from named
        left join figures using (program_key, reference_year)
        left join rates using (program_key, reference_year)
        left join year_reports using (program_key, reference_year)
        left join outcomes on outcomes.report_id = year_reports.report_id
        left join ranked using (program_key, reference_year)
        left join years on years.year = named.reference_year
        left join
            bands as execution
            on execution.band_type = 'execution'
            and named.reference_year
            between execution.first_year and execution.last_year
            and rates.execution_rate is not null
            and {{ in_band("rates.execution_rate", "execution") }}
        left join
            bands as coverage
            on coverage.band_type = 'coverage'
            and named.reference_year between coverage.first_year and coverage.last_year
            and rates.coverage_rate is not null
            and {{ in_band("rates.coverage_rate", "coverage") }}
        left join
            bands as spending
            on spending.band_type = 'spending_per_beneficiary'
            and named.reference_year between spending.first_year and spending.last_year
            and rates.spending_per_beneficiary_departure is not null
            and {{ in_band("rates.spending_per_beneficiary_departure", "spending") }}
    )

select *
from final
