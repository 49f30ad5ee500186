-- What speaks for each pair being one programme, as numbers from 0 to 1; NULL where
-- the reports do not say.
with
    pairs as (select * from {{ ref("int_programs_paired") }}),

    titles as (select * from {{ ref("int_programs_described") }}),

    words as (
        select distinct
            telling_name as name, unnest(string_split(telling_name, ' ')) as word
        from titles
    ),

    -- A word that many names have says little.
    weights as (
        select
            word,
            ln(
                1 + (select count(distinct name) from words) / count(distinct name)
            ) as weight
        from words
        group by word
    ),

    weighed as (
        -- ordered, because the last digits of a sum depend on the order
        select name, sum(weight order by word) as weight
        from words
        inner join weights using (word)
        group by name
    ),

    named as (
        select
            pairs.*,
            one.telling_name as one_name,
            other.telling_name as other_name,
            one.compared_service = other.compared_service as is_same_service,
            one.start_year as one_start_year,
            one.start_year = other.start_year as is_same_start,
            one.executed_clp as one_executed,
            other.executed_clp as other_executed,
            one.beneficiaries as one_beneficiaries,
            other.beneficiaries as other_beneficiaries
        from pairs
        inner join
            titles as one
            on one.program_key = pairs.program_key
            and one.report_year = pairs.last_report_year
        inner join
            titles as other
            on other.program_key = pairs.candidate_key
            and other.report_year = pairs.first_report_year
    ),

    name_pairs as (select distinct one_name, other_name from named),

    word_lists as (select name, list(word) as name_words from words group by name),

    -- Lists, because a few words are in most names: a row for each pair of words would
    -- be many times as many.
    common as (
        select
            name_pairs.*,
            unnest(list_intersect(one.name_words, other.name_words)) as word
        from name_pairs
        inner join word_lists as one on one.name = name_pairs.one_name
        inner join word_lists as other on other.name = name_pairs.other_name
    ),

    shared_words as (
        select one_name, other_name, sum(weight order by word) as shared_weight
        from common
        inner join weights using (word)
        group by one_name, other_name
    ),

    components as (
        select program_key, list(distinct compared_name) as components
        from {{ ref("int_components_keyed") }}
        group by program_key
    ),

    figures as (
        select
            program_key,
            max_by(value, report_year) as value,
            dense_rank() over (
                order by table_name, measure, reference_year, item
            ) as figure_no
        from {{ ref("int_figures") }}
        where {{ is_compared_figure() }}
        group by program_key, table_name, measure, reference_year, item
    ),

    -- What only one prints is shared with nobody.
    of_several as (
        select figure_no, row_number() over (order by figure_no) - 1 as bit_no
        from figures
        group by figure_no
        having min(program_key) <> max(program_key)
    ),

    no_figure as (
        select repeat('0', greatest(count(*), 1)::integer)::bit as bits from of_several
    ),

    -- A bit for each figure: joined by figure, every two programmes that report in one
    -- year would meet in each of its rows.
    printed as (
        select
            program_key,
            bit_or(set_bit(no_figure.bits, of_several.bit_no::integer, 1)) as bits
        from figures
        inner join of_several using (figure_no)
        cross join no_figure
        group by program_key
    ),

    equal as (
        select pairs.program_key, pairs.candidate_key, count(*) as equal_figures
        from figures as one
        inner join
            figures as other
            on other.figure_no = one.figure_no
            and other.value = one.value
        inner join
            pairs
            on pairs.program_key = one.program_key
            and pairs.candidate_key = other.program_key
        group by pairs.program_key, pairs.candidate_key
    ),

    repeated as (
        select
            pairs.program_key,
            pairs.candidate_key,
            bit_count(one.bits & other.bits) as shared_figures,
            coalesce(equal.equal_figures, 0) as equal_figures
        from pairs
        inner join printed as one on one.program_key = pairs.program_key
        inner join printed as other on other.program_key = pairs.candidate_key
        left join
            equal
            on equal.program_key = pairs.program_key
            and equal.candidate_key = pairs.candidate_key
    ),

    final as (
        select
            -- ids
            named.program_key,
            named.candidate_key,

            -- years
            named.last_report_year,
            named.first_report_year,
            named.one_start_year as start_year,

            -- names
            round(
                jaro_winkler_similarity(named.one_name, named.other_name), 4
            ) as name_similarity,
            round(
                2
                * coalesce(shared_words.shared_weight, 0)
                / (one_weight.weight + other_weight.weight),
                4
            ) as token_overlap,

            -- size
            {{ smaller_over_larger("named.one_executed", "named.other_executed") }}
            as budget_ratio,
            {{
                smaller_over_larger(
                    "named.one_beneficiaries", "named.other_beneficiaries"
                )
            }} as beneficiary_ratio,

            -- content
            round(
                2
                * len(list_intersect(one_parts.components, other_parts.components))
                / (len(one_parts.components) + len(other_parts.components)),
                4
            ) as component_overlap,
            coalesce(repeated.shared_figures, 0) as shared_figures,
            coalesce(repeated.equal_figures, 0) as equal_figures,

            -- flags
            coalesce(named.is_same_service, false) as is_same_service,
            named.is_same_start
        from named
        inner join weighed as one_weight on one_weight.name = named.one_name
        inner join weighed as other_weight on other_weight.name = named.other_name
        left join
            shared_words
            on shared_words.one_name = named.one_name
            and shared_words.other_name = named.other_name
        left join components as one_parts on one_parts.program_key = named.program_key
        left join
            components as other_parts on other_parts.program_key = named.candidate_key
        left join
            repeated
            on repeated.program_key = named.program_key
            and repeated.candidate_key = named.candidate_key
    )

select *
from final
