-- The quantity that each rule reads, with the reason where it cannot be told: figures
-- are
-- missing where the third expression below is NULL, else the fourth word says why.
with
    years as (
        select
            program_year.*,
            executed_clp / nullif(final_budget_clp, 0) as execution_of_final,
            count(execution_rate) over three_years as years_known,
            max(execution_rate) over three_years as highest_execution
        from {{ ref("program_year") }} as program_year
        -- A range of years, not of rows: a year without a report is no year before.
        window
            three_years as (
                partition by program_key
                order by year
                range between 2 preceding and current row
            )
    ),

    amounts as (
        select program_key, year, count(printed_clp) as amounts_known
        from {{ ref("fct_spending_per_beneficiary") }}
        group by all
    ),

    purpose as (
        select
            program_key,
            year,
            count_if(
                change * if(direction = 'up_is_better', 1, -1) < 0
                and direction is not null
            ) as worse,
            count_if(change is null) as without_change,
            count_if(change is not null and direction is null) as without_direction
        from {{ ref("fct_indicators") }}
        where scope = 'purpose'
        group by all
    ),

    measured as (
        {%- for quantity, value, known, reason in [
            (
                "execution_of_initial",
                "execution_rate",
                "executed_clp + initial_budget_clp",
                "zero_base",
            ),
            (
                "execution_of_final",
                "execution_of_final",
                "executed_clp + final_budget_clp",
                "zero_base",
            ),
            (
                "highest_execution_of_three_years",
                "if(years_known = 3, highest_execution, null)",
                "execution_rate",
                "years_missing",
            ),
            (
                "administrative_share",
                "administrative_share",
                "administrative_spending_clp + total_executed_clp",
                "zero_base",
            ),
            (
                "spending_per_beneficiary_departure",
                "abs(spending_per_beneficiary_departure)",
                "nullif(amounts_known = 3, false)",
                "amounts_not_comparable",
            ),
            (
                "coverage",
                "beneficiaries / nullif(target_population, 0)",
                "beneficiaries + target_population",
                "zero_base",
            ),
            (
                "purpose_indicators_worse",
                "if(worse > 0 or without_change + without_direction = 0, worse, null)",
                "nullif(coalesce(without_change, 1) = 0, false)",
                "direction_not_known",
            ),
        ] %}
            select
                program_key,
                year,
                report_id,
                '{{ quantity }}' as quantity,
                cast({{ value }} as double) as value,
                case
                    when {{ value }} is not null
                    then null
                    when ({{ known }}) is null
                    then 'figures_missing'
                    else '{{ reason }}'
                end as reason
            from years
            left join amounts using (program_key, year)
            left join purpose using (program_key, year)
            {% if not loop.last %}
                union all
            {% endif %}
        {%- endfor %}
    ),

    rules as (select * from {{ ref("finding_rules") }}),

    computed as (
        select
            measured.program_key,
            measured.year,
            measured.report_id,
            rules.rule,
            measured.value,
            rules.limit_value,
            rules.rule_year,
            rules.source,
            if(
                rules.comparison = 'under',
                measured.value < rules.limit_value,
                measured.value > rules.limit_value
            ) as finding,
            measured.reason,
            'computed' as origin,
            cast(null as varchar) as sentence
        from measured
        inner join rules using (quantity)
        -- The newest version of the rule up to the year, or the oldest there is.
        qualify
            row_number() over (
                partition by measured.program_key, measured.year, rules.rule
                order by
                    rules.rule_year <= measured.year desc,
                    if(rules.rule_year <= measured.year, -1, 1) * rules.rule_year
            )
            = 1
    ),

    published as (
        select
            reports.program_key,
            reports.year,
            report_id,
            verdicts.rule,
            verdicts.value,
            limits.limit_value,
            reports.year as rule_year,
            verdicts.source,
            verdicts.finding,
            verdicts.reason,
            'published' as origin,
            verdicts.sentence
        from {{ ref("int_verdicts_published") }} as verdicts
        inner join {{ ref("dim_report") }} as reports using (report_id)
        left join
            (
                select rule, max_by(limit_value, rule_year) as limit_value
                from rules
                group by rule
            ) as limits using (rule)
    ),

    final as (
        select *
        from computed
        union all by name
        select *
        from published
    )

select *
from final
