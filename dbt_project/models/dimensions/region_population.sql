-- People of a region that did not exist yet lived in the one that it was a part of.
select
    if(year < first_year, formerly_in, region_code) as region_code,
    year,
    sum(inhabitants)::integer as inhabitants,
    any_value(projections.source) as source
from {{ ref("region_projections") }} as projections
inner join {{ ref("regions") }} using (region_code)
group by all
