-- The answer to "¿Cuál o cuáles?" of 7.1 lists approaches behind each other: on lines,
-- or separated by a semicolon, or by a comma before a capital letter.
with
    answers as (
        select
            report_id,
            string_split(
                regexp_replace(
                    value_text, '\s*[\n;]\s*|\s*,\s+(\p{Lu})', chr(30) || '\1', 'g'
                ),
                chr(30)
            ) as approaches
        from {{ ref("int_answers_selected") }}
        where table_name = 'program_approaches' and value_text is not null
    ),

    reports as (select program_key, year, report_id from {{ ref("dim_report") }}),

    items as (
        select
            report_id,
            unnest(approaches) as approach,
            cast(unnest(range(1, len(approaches) + 1)) as integer) as item_no
        from answers
    ),

    final as (
        select reports.program_key, reports.year, report_id, item_no, approach
        from items
        inner join reports using (report_id)
    )

select *
from final
