with
    restatements as (select * from {{ ref("int_restatements_found") }}),

    places as (
        select
            report_id, reading_no, reports.source_file, readings.page, readings.line_no
        from {{ ref("stg_readings") }} as readings
        inner join {{ ref("int_reports_identified") }} as reports using (report_id)
    ),

    final as (
        select
            restatements.* replace (
                earlier_value::double as earlier_value,
                later_value::double as later_value
            ),
            {%- for side in ["earlier", "later"] %}
                {{ side }}.source_file as {{ side }}_source_file,
                {{ side }}.page as {{ side }}_page,
                {{ side }}.line_no as {{ side }}_line_no,
            {%- endfor %}
            cast(later_value - earlier_value as double) as difference
        from restatements
        left join
            places as earlier
            on earlier.report_id = restatements.earlier_report_id
            and earlier.reading_no = restatements.earlier_reading_no
        left join
            places as later
            on later.report_id = restatements.later_report_id
            and later.reading_no = restatements.later_reading_no
    )

select *
from final
