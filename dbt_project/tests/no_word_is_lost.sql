select
    reports.source_file, reports.report_id, reports.word_count, words.words_in_readings
from {{ ref("int_reports") }} as reports
left join
    (
        select report_id, sum(words) as words_in_readings
        from {{ source("raw", "readings") }}
        group by report_id
    ) as words
    on words.report_id = reports.report_id
where reports.word_count is distinct from coalesce(words.words_in_readings, 0)
