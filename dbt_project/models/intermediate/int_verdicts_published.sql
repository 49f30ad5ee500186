-- What the state's evaluators say on the evaluation pages: one row a page and rule.
with
    sentences as (
        select
            report_id,
            reading_no,
            regexp_replace(item, '_finding$', '') as item,
            suffix(item, '_finding') as is_finding,
            text,
            {{ normalise_name("text") }} as compared
        from {{ ref("stg_readings") }}
        semi join {{ ref("int_pages_listed") }} using (report_id)
        where status = 'value'
    ),

    matched as (
        select
            sentences.*,
            verdicts.rule,
            verdicts.finding,
            verdicts.source,
            regexp_extract(text, verdicts.value_phrase, 1, 'i') as printed_percentage
        from sentences
        inner join
            {{ ref("published_verdicts") }} as verdicts
            on verdicts.item = sentences.item
            and regexp_matches(sentences.compared, verdicts.phrase)
            -- What is denied shortly before is not said.
            and not regexp_matches(
                sentences.compared, '\bno (\w+ ){0,4}(' || verdicts.phrase || ')'
            )
    ),

    -- A verdict in words that nobody has seen is told as one of its label.
    unknown as (
        select * exclude (compared), item || '_other' as rule
        from sentences
        where
            (is_finding or item in (select item from {{ ref("published_verdicts") }}))
            and (report_id, reading_no)
            not in (select (report_id, reading_no) from matched)
    ),

    -- Whether a dimension has findings at all: 1 targeting, 2 efficiency, 3
    -- effectiveness.
    dimensions as (
        select
            report_id,
            case
                section
                when '1'
                then 'dimension_targeting'
                when '2'
                then 'dimension_efficiency'
                else 'dimension_effectiveness'
            end as rule,
            min(reading_no) filter (
                item = 'without_findings' or suffix(item, '_finding')
            ) as reading_no,
            bool_or(suffix(item, '_finding')) filter (
                item = 'without_findings' or suffix(item, '_finding')
            ) as finding,
            string_agg(text, ' ' order by reading_no) filter (
                item = 'without_findings'
            ) as text
        from {{ ref("stg_readings") }}
        semi join {{ ref("int_pages_listed") }} using (report_id)
        where section in ('1', '2', '3') and status <> 'unmapped'
        group by all
    ),

    unioned as (
        select
            * exclude (compared),
            round({{ parse_number("printed_percentage") }} / 100, 6) as value,
            null as reason
        from matched
        union all by name
        select *, 'sentence_not_known' as reason
        from unknown
        union all by name
        select *, if(finding is null, 'sentence_not_known', null) as reason
        from dimensions
    ),

    final as (
        select
            report_id,
            rule,
            bool_or(finding) as finding,
            -- What stands under the finding and again further down is said once.
            string_agg(distinct text, ' ' order by text) as sentence,
            if(
                rule = 'purpose_indicator_worse', count_if(finding), max(value)
            ) as value,
            min(reading_no) as reading_no,
            min(reason) as reason,
            coalesce(min(source), 'Evaluation page of the programme') as source
        from unioned
        group by report_id, rule
    )

select *
from final
