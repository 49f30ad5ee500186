-- The years each official rule reads: from its own up to the next rule; the oldest
-- reads all before it.
with
    rules as (select distinct band_type, rule_year from {{ ref("bands") }}),

    spans as (
        select
            band_type,
            rule_year,
            case
                when lag(rule_year) over by_year is null then 0 else rule_year
            end as first_year,
            coalesce(lead(rule_year) over by_year - 1, 9999) as last_year
        from rules
        window by_year as (partition by band_type order by rule_year)
    ),

    final as (
        select * from {{ ref("bands") }} inner join spans using (band_type, rule_year)
    )

select *
from final
