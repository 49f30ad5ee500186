-- Names of ministries, services and regions that no reviewed file has, each with the
-- names that it may be a spelling of.
{%- set least_score = 0.55 %}
{%- set most_candidates = 3 %}
with
    printed as (select * from {{ ref("int_printed_names_collected") }}),

    known as (select * from {{ ref("int_known_names_collected") }}),

    -- What is known, and what other reports print.
    candidates as (
        select
            kind,
            compared_name,
            coalesce(known.name, printed.name) as name,
            known.name is not null as is_known,
            coalesce(printed.report_count, 0) as report_count,
            printed.first_report_year,
            printed.last_report_year,
            list_concat(known.programs, printed.programs) as programs
        from known
        full join printed using (kind, compared_name)
    ),

    pairs as (
        select
            printed.*,
            candidates.compared_name as candidate_compared,
            candidates.name as candidate_name,
            candidates.is_known,
            candidates.report_count as candidate_report_count,
            {{ telling_words("printed.compared_name") }} as words,
            {{ telling_words("candidates.compared_name") }} as candidate_words,
            len(
                list_intersect(printed.programs, candidates.programs)
            ) as shared_programs
        from printed
        anti join known using (kind, compared_name)
        inner join
            candidates
            on candidates.kind = printed.kind
            and candidates.compared_name <> printed.compared_name
            -- Of two that nobody knows, the rarer and later one is the spelling.
            and (
                candidates.is_known
                or (
                    printed.kind <> 'region'
                    and (
                        candidates.report_count,
                        - candidates.first_report_year,
                        candidates.compared_name
                    ) > (
                        printed.report_count,
                        - printed.first_report_year,
                        printed.compared_name
                    )
                )
            )
    ),

    compared as (
        select
            *,
            round(
                jaro_winkler_similarity(
                    array_to_string(words, ' '), array_to_string(candidate_words, ' ')
                ),
                4
            ) as name_similarity,
            round(
                2
                * len(list_intersect(words, candidate_words))
                / nullif(len(words) + len(candidate_words), 0),
                4
            ) as token_overlap,
            coalesce(shared_programs / len(programs), 0) as shared_share
        from pairs
    ),

    scored as (
        select
            *,
            round(
                if(
                    kind = 'region',
                    (2 * name_similarity + coalesce(token_overlap, 0)) / 3,
                    (2 * name_similarity + coalesce(token_overlap, 0) + shared_share)
                    / 4
                ),
                4
            ) as score
        from compared
        -- A region is known by several spellings.
        qualify
            row_number() over (
                partition by kind, compared_name, candidate_name
                order by score desc, candidate_compared
            )
            = 1
    ),

    ranked as (
        select
            *,
            row_number() over (
                partition by kind, compared_name order by score desc, candidate_name
            ) as rank
        from scored
        where kind = 'region' or score >= {{ least_score }}
        qualify rank <= if(kind = 'region', 1, {{ most_candidates }})
    ),

    final as (
        select
            -- text
            kind,
            name as printed_name,
            candidate_name,
            concat_ws(
                '; ',
                'names alike by ' || name_similarity || ', words by ' || token_overlap,
                case
                    when kind <> 'region'
                    then
                        shared_programs
                        || ' of '
                        || len(programs)
                        || ' programmes are also found under the other'
                end,
                'in '
                || report_count
                || ' reports of '
                || first_report_year
                || ' to '
                || last_report_year,
                case
                    when is_known
                    then 'the other is a reviewed name'
                    else 'the other is in ' || candidate_report_count || ' reports'
                end
            ) as evidence,
            source_file,

            -- years
            cast(first_report_year as integer) as first_report_year,
            cast(last_report_year as integer) as last_report_year,

            -- money that a decision moves to the other name
            cast(executed_clp as bigint) as concerned_clp,

            -- likeness
            cast(score as double) as score,
            cast(rank as integer) as rank,
            cast(name_similarity as double) as name_similarity,
            cast(token_overlap as double) as token_overlap,
            cast(shared_programs as integer) as shared_programs,
            cast(report_count as integer) as report_count,
            is_known
        from ranked
    )

select *
from final
