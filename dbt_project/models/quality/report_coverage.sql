with
    reports as (select * from {{ ref("int_reports_identified") }}),

    forms as (select report_id, form from reports),

    programs as (
        select program_key, max_by(program_name, report_year) as program_name
        from reports
        where is_current
        group by program_key
    ),

    index_rows as (select * from {{ ref("stg_bips_index") }}),

    documents as (
        select distinct file_sha256, index_year, bips_program_id
        from {{ ref("stg_acquisitions") }}
        where kind = 'document' and is_confirmed
    ),

    -- The programme of a file that is the report of one.
    read_files as (
        select file_sha256, min(program_key) as program_key
        from reports
        group by file_sha256
        having min(program_key) = max(program_key)
    ),

    -- A report that was put aside is of the programme that the index had it fetched
    -- for, or that its title names.
    put_aside as (
        select
            stg_reports.report_id,
            coalesce(stg_reports.report_year, documents.index_year) as year,
            coalesce(index_rows.program_name, titles.program_name) as program_name,
            coalesce(index_rows.service, titles.service) as service,
            index_rows.bips_id
        from {{ ref("stg_reports") }} as stg_reports
        anti join reports using (report_id)
        left join documents using (file_sha256)
        left join index_rows using (index_year, bips_program_id)
        left join
            (
                select
                    report_id,
                    max(text) filter (item = 'program_name') as program_name,
                    max(text) filter (item = 'service') as service
                from {{ ref("stg_readings") }}
                where section = '0' and status = 'value'
                group by report_id
            ) as titles using (report_id)
        -- A plan is no proof that the programme ran.
        where stg_reports.form is distinct from 'informe_ex_ante'
    ),

    named as (
        select
            'index' as proof,
            index_year as year,
            program_name,
            service,
            bips_id,
            read_files.program_key
        from index_rows
        left join documents using (index_year, bips_program_id)
        left join read_files using (file_sha256)
        where is_listed

        union all by name

        select 'put_aside' as proof, *
        from put_aside
    ),

    folded as (
        select
            named.*,
            {{ normalise_name("named.program_name") }} as compared_name,
            {{ normalise_name("coalesce(services.canonical, named.service)") }}
            as compared_service
        from named
        left join
            {{ ref("int_institutions_folded") }} as services
            on services.kind = 'service'
            and services.printed_name = {{ normalise_name("named.service") }}
    ),

    proofs as (
        select
            folded.proof,
            -- Of a programme without any report here, the key that its first one gets.
            coalesce(
                folded.program_key,
                joined.program_key,
                names.program_key,
                'bips-' || folded.bips_id,
                'name-'
                || {{ short_hash(["folded.compared_name", "folded.compared_service"]) }}
            ) as program_key,
            folded.year,
            folded.program_name,
            folded.report_id
        from folded
        left join
            {{ ref("int_programs_named") }} as names
            on names.compared_name = folded.compared_name
            and names.compared_service is not distinct from folded.compared_service
        left join
            {{ ref("int_programs_joined") }} as joined
            on joined.named_key = names.program_key
        where folded.program_name is not null and folded.year is not null

        union all by name

        select
            'report' as proof, program_key, report_year as year, program_name, report_id
        from reports
        where is_current

        union all by name

        -- Who was reached, or what was spent on each, in an earlier year.
        select distinct
            'later_report' as proof,
            program_key,
            reference_year as year,
            report_year as later_year
        from {{ ref("int_figures") }}
        where
            is_current
            and reference_year < report_year
            and value > 0
            and (table_name, column_name) in (
                ('fct_beneficiaries', 'previous_year_beneficiaries'),
                ('fct_spending_per_beneficiary', 'printed_clp')
            )
    ),

    final as (
        select
            program_key,
            year,
            coalesce(
                min_by(proofs.program_name, proof) filter (
                    proofs.program_name is not null
                ),
                any_value(programs.program_name)
            ) as program_name,
            case
                when bool_or(proof = 'report')
                then 'present'
                when bool_or(proof = 'put_aside')
                then 'quarantined'
                else 'missing'
            end as status,
            list(distinct proof order by proof) as proved_by,
            coalesce(
                list(later_year order by later_year) filter (later_year is not null), []
            ) as later_reports,
            coalesce(
                min(proofs.report_id) filter (proof = 'report'), min(proofs.report_id)
            ) as report_id,
            min(forms.form) filter (proof = 'report') as form
        from proofs
        left join forms using (report_id)
        left join programs using (program_key)
        group by program_key, year
    )

select *
from final
