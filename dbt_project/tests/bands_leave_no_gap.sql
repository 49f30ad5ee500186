-- Every fraction lies in exactly one band of a rule: tried at the bounds and on
-- either side of them.
with
    bounds as (
        select rule_year, band_type, unnest([lower, upper]) as bound
        from {{ ref("bands") }}
    ),

    fractions as (
        select distinct
            rule_year, band_type, bound + unnest([-0.001, 0, 0.001]) as fraction
        from bounds
        where bound is not null
    )

select fractions.rule_year, fractions.band_type, fraction, count(band.band) as bands
from fractions
left join
    {{ ref("bands") }} as band
    on band.rule_year = fractions.rule_year
    and band.band_type = fractions.band_type
    and {{ in_band("fraction", "band") }}
group by all
having count(band.band) <> 1
