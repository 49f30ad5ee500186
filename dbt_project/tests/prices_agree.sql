-- The consumer price index against what was taken from other sources. The average of
-- a year changes about as much as the index did in the twelve months before its two
-- ends. The UF follows the index a month later, and a mean of two year ends is no
-- average of twelve months.
with
    prices as (select * from {{ ref("uf_cpi_annual") }}),

    changes as (
        select
            year,
            100 * (cpi_average / lag(cpi_average) over years - 1) as average_change,
            least(cpi_dec_dec_pct, lag(cpi_dec_dec_pct) over years) as least_change,
            greatest(cpi_dec_dec_pct, lag(cpi_dec_dec_pct) over years) as most_change
        from prices
        window years as (order by year)
        qualify
            cpi_dec_dec_pct is not null and lag(cpi_dec_dec_pct) over years is not null
    )

select year, average_change, least_change, most_change
from changes
where average_change not between least_change - 0.15 and most_change + 0.15

union all

select year, cpi_deflator, uf_deflator, null
from {{ ref("dim_year") }}
where cpi_deflator / uf_deflator not between 0.965 and 1.035
