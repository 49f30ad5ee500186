with
    listed as (
        select documents.*, reports.program_name
        from {{ ref("int_documents_listed") }} as documents
        inner join {{ ref("int_reports_identified") }} as reports using (report_id)
    ),

    files as (
        select
            file_sha256,
            min(source_file) as source_file,
            bool_or(is_sample) as is_sample
        from {{ ref("stg_files") }}
        group by file_sha256
    ),

    -- Of forms that are known and not supported: what their header says.
    headers as (
        select
            report_id,
            any_value(text) filter (item = 'program_name') as program_name,
            any_value(text) filter (item = 'service') as service
        from {{ ref("stg_readings") }}
        where section = '0' and status = 'value'
        group by report_id
    ),

    unsupported as (
        select
            reports.report_id,
            joined.program_key,
            headers.program_name,
            reports.report_year as year,
            reports.closing_date,
            false as is_current,
            'Put aside: ' || reports.detail as why,
            reports.form,
            files.source_file,
            reports.file_sha256,
            reports.first_page,
            reports.last_page,
            reports.page_count,
            reports.byte_count,
            reports.document_created_at,
            reports.reader,
            reports.reader_version,
            reports.extracted_at,
            reports.reading_count,
            reports.unmapped_count,
            reports.mapped_share,
            files.is_sample
        from {{ ref("stg_reports") }} as reports
        left join headers using (report_id)
        left join files using (file_sha256)
        left join
            {{ ref("int_programs_named") }} as names
            on names.compared_name = {{ normalise_name("headers.program_name") }}
            and names.compared_service
            is not distinct from {{ normalise_name("headers.service") }}
        left join
            {{ ref("int_programs_joined") }} as joined
            on joined.named_key = names.program_key
        where
            reports.reason = 'unsupported_form'
            and reports.form in ('informe_seguimiento', 'informe_ex_ante')
    ),

    final as (
        select *
        from listed
        union all by name
        select *
        from unsupported
    )

select *
from final
