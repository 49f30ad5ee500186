{{ config(materialized="view") }}

-- Every report that was read, with its year: printed in its title, or that of the index
-- which an evaluation page was fetched for. A page that no index lists has none.
select
    reports.* replace (coalesce(reports.report_year, pages.report_year) as report_year)
from {{ ref("stg_reports") }} as reports
left join {{ ref("int_pages_listed") }} as pages using (report_id)
where
    reports.reason is null
    and (reports.form is distinct from 'evaluation_page' or pages.report_id is not null)
