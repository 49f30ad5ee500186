-- Each side of a reconciliation is the sum of the readings that the page prints for it.
-- A fact that lost or doubled a row is our fault and not the source's.
{%- set recomputed = [
    "printed_coverage_equals_recomputed",
    "printed_spending_per_beneficiary_equals_recomputed",
    "label_years_match",
    "numbers_agree_with_plain_text",
] %}
with
    printed as (
        select
            report_id,
            check_name,
            item,
            sum(amount) filter (where side = 'expected') as printed_expected,
            sum(amount) filter (where side = 'actual') as printed_actual
        from {{ ref("reconciliation_readings") }}
        group by report_id, check_name, item
    )

select
    sums.check_name,
    sums.item,
    sums.expected,
    printed.printed_expected,
    sums.actual,
    printed.printed_actual,
    sums.report_id
from {{ ref("reconciliations") }} as sums
left join
    printed
    on printed.report_id = sums.report_id
    and printed.check_name = sums.check_name
    and printed.item is not distinct from sums.item
where
    sums.status <> 'not_testable'
    and sums.check_name not in ('{{ recomputed | join("', '") }}')
    and (
        sums.expected is distinct from printed.printed_expected
        or sums.actual is distinct from printed.printed_actual
    )
