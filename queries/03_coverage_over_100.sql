-- Question: which programmes reached more beneficiaries than they aimed at?
-- Unit: as unit_of_measure prints it; coverage_pct in percent of the target population.
-- Price basis: none.
-- Caveats: coverage is recomputed, because the form often prints 0. It is NULL, and
-- the programme not listed, where the target is zero or not reported. More than 100 %
-- may be demand, but also a target in another unit: see potential_population.
select
    year,
    ministry,
    program_name,
    unit_of_measure,
    potential_population,
    target_population,
    beneficiaries,
    beneficiaries - target_population as above_target,
    round(coverage_pct, 1) as coverage_pct
from program_year
where coverage_pct > 100
order by coverage_pct desc, program_name, year
;
