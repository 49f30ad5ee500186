-- Reports that the reader could read, and whose readings cannot be right: decided from
-- their own readings and plain text alone, before anything is known of other reports.
with
    reports as (select * from {{ ref("stg_reports") }} where reason is null),

    readings as (select * from {{ ref("stg_readings") }}),

    words as (
        -- Not of staging, which leaves the names of officials out.
        select report_id, sum(words) as words_read
        from {{ source("raw", "readings") }}
        group by report_id
    ),

    undated as (
        select
            report_id,
            'invalid_date' as reason,
            'The title names no closing date.' as detail
        from reports
        where
            form is distinct from 'evaluation_page'
            and (report_year is null or closing_date is null)
    ),

    unlisted as (
        select
            report_id,
            'unlisted_page' as reason,
            'The page names neither its programme nor its year, and was not fetched for one row of an index. Fetch it with `panelsocial sync`.'
            as detail
        from reports
        anti join {{ ref("int_pages_listed") }} using (report_id)
        where form = 'evaluation_page'
    ),

    lost_words as (
        select
            report_id,
            'words_lost' as reason,
            'The readings hold '
            || coalesce(words_read, 0)
            || ' words, and the document prints '
            || coalesce(word_count, 0)
            || '.' as detail
        from reports
        left join words using (report_id)
        where coalesce(words_read, 0) is distinct from word_count
    ),

    -- A value of a PDF has a whole box, one of a text dump a line; none has neither or
    -- both.
    misplaced as (
        select
            report_id,
            'invalid_place' as reason,
            'Reading '
            || min(reading_no)
            || ' is neither in a box on a page nor on a line.' as detail
        from readings
        where
            (line_no is null) = (x0 is null)
            or (x0 is null) <> (top is null)
            or (x0 is null) <> (x1 is null)
            or (x0 is null) <> (bottom is null)
            or x0 > x1
            or top > bottom
        group by report_id
    ),

    misread as (
        select
            report_id,
            'inconsistent_reading' as reason,
            min(
                'The sum '
                || concat_ws(', ', check_name, item)
                || ' does not close. It would with '
                || lost_number
                || ', which the plain text of page '
                || page
                || ' has'
                || coalesce(
                    ' where the reader has ' || read_instead, ' and the reader has not'
                )
                || '.'
            ) as detail
        from {{ ref("int_misread_sums_found") }}
        group by report_id
    ),

    found as (
        select *, 1 as priority
        from undated
        union all
        select *, 2
        from lost_words
        union all
        select *, 3
        from misplaced
        union all
        select *, 4
        from misread
        union all
        select *, 5
        from unlisted
    ),

    final as (
        select
            report_id,
            min_by(found.reason, priority) as reason,
            min_by(found.detail, priority) as detail
        from found
        semi join reports using (report_id)
        group by report_id
    )

select *
from final
