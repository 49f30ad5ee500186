-- Pairs of programmes that may be one, the likeliest first, for a person to judge.
{#- What each piece of evidence counts in the score. What the reports do not say counts nothing. -#}
{%- set weights = {
    "name_similarity": 2,
    "token_overlap": 2,
    "budget_ratio": 1,
    "beneficiary_ratio": 1,
    "component_overlap": 2,
    "equal_figures / nullif(shared_figures, 0)": 3,
    "is_same_service::integer": 1,
    "1 / abs(first_report_year - last_report_year)": 1,
    "is_same_start::integer": 1,
} %}
{%- set least_score = 0.5 %}
{%- set most_candidates = 5 %}
with
    evidence as (select * from {{ ref("int_pairs_compared") }}),

    titles as (select * from {{ ref("int_programs_described") }}),

    spending as (
        select program_key, sum(executed_clp) as executed_clp
        from titles
        group by program_key
    ),

    scored as (
        select
            *,
            round(
                (
                    {%- for piece, weight in weights.items() %}
                        {{ weight }} * coalesce({{ piece }}, 0)
                        {%- if not loop.last %} +{% endif %}
                    {%- endfor %}
                ) / (
                    {%- for piece, weight in weights.items() %}
                        if({{ piece }} is null, 0, {{ weight }})
                        {%- if not loop.last %} +{% endif %}
                    {%- endfor %}
                ),
                4
            ) as score
        from evidence
    ),

    ranked as (
        select
            *,
            row_number() over (
                partition by program_key order by score desc, candidate_key
            ) as rank
        from scored
        where score >= {{ least_score }}
        qualify rank <= {{ most_candidates }}
    ),

    final as (
        select
            -- ids
            ranked.program_key,
            ranked.candidate_key,

            -- text
            one.program_name,
            other.program_name as candidate_name,
            one.service,
            other.service as candidate_service,
            concat_ws(
                '; ',
                'names alike by '
                || ranked.name_similarity
                || ', words by '
                || ranked.token_overlap,
                case
                    when ranked.is_same_service
                    then 'same service'
                    -- Nearly the same: perhaps one service in two spellings.
                    else
                        concat(
                            'other service',
                            ', named alike by ' || round(
                                jaro_winkler_similarity(
                                    one.compared_service, other.compared_service
                                ),
                                4
                            )
                        )
                end,
                'reports of '
                || ranked.last_report_year
                || ' and '
                || ranked.first_report_year,
                'spending alike by ' || ranked.budget_ratio,
                'beneficiaries alike by ' || ranked.beneficiary_ratio,
                'components alike by ' || ranked.component_overlap,
                case
                    when ranked.shared_figures > 0
                    then
                        ranked.equal_figures
                        || ' of '
                        || ranked.shared_figures
                        || ' figures that both print for one year are equal'
                end,
                case
                    when ranked.is_same_start then 'both start in ' || ranked.start_year
                end
            ) as evidence,

            -- years
            cast(ranked.last_report_year as integer) as last_report_year,
            cast(ranked.first_report_year as integer) as first_report_year,

            -- money that a decision moves to the other key
            cast(
                least(one_spending.executed_clp, other_spending.executed_clp) as bigint
            ) as concerned_clp,

            -- likeness
            cast(ranked.score as double) as score,
            cast(ranked.rank as integer) as rank,
            cast(ranked.name_similarity as double) as name_similarity,
            cast(ranked.token_overlap as double) as token_overlap,
            cast(ranked.budget_ratio as double) as budget_ratio,
            cast(ranked.beneficiary_ratio as double) as beneficiary_ratio,
            cast(ranked.component_overlap as double) as component_overlap,
            cast(ranked.shared_figures as integer) as shared_figures,
            cast(ranked.equal_figures as integer) as equal_figures,
            ranked.is_same_service,
            ranked.is_same_start
        from ranked
        inner join
            titles as one
            on one.program_key = ranked.program_key
            and one.report_year = ranked.last_report_year
        inner join
            titles as other
            on other.program_key = ranked.candidate_key
            and other.report_year = ranked.first_report_year
        inner join
            spending as one_spending on one_spending.program_key = ranked.program_key
        inner join
            spending as other_spending
            on other_spending.program_key = ranked.candidate_key
    )

select *
from final
